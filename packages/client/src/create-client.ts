import type { OssRequest, PresignOptions, PresignResult } from '@ossferry/contract';
import type { ClientOptions } from './client-options.ts';
import { assemble } from './kernel/assemble.ts';
import { createClock } from './kernel/clock.ts';
import { describe } from './kernel/describe.ts';
import { createPresign } from './kernel/presign.ts';
import { createPresignMany, type PresignedRequest } from './kernel/presign-many.ts';
import { createSend } from './kernel/send.ts';
import { standardsOf } from './standards.ts';

export interface Client {
  /** Makes a URL with which anybody may do this one request until it ends. Sends nothing; throws an `OssError`. */
  readonly presign: (request: OssRequest, options?: PresignOptions | undefined) => Promise<PresignResult>;
  /**
   * Makes URLs for a list of any length, one at a time and in its order, when the next one is asked for: nothing is kept,
   * so a million of them take the memory of one. The source of credentials is asked again when a minute has passed, or the
   * pair would not last; a request that cannot be signed ends the list with its `OssError`.
   */
  readonly presignMany: (
    requests: Iterable<OssRequest> | AsyncIterable<OssRequest>,
    options?: PresignOptions | undefined,
  ) => AsyncGenerator<PresignedRequest, void, undefined>;
  /**
   * Sends a request and gives back the answer when it is 2xx or 304, its body not yet read. Every other answer (412 and
   * redirects too, and 203: the object is stored, and its callback failed) is thrown as an `OssError`; an abort throws the
   * signal's own reason.
   */
  readonly send: (request: OssRequest) => Promise<Response>;
  /** Lists the steps of `send` and `presign` in order, with who does each. */
  readonly describe: () => readonly string[];
}

/** Makes a client from options and plugins. Throws an `OssError` for options that cannot work. */
export function createClient(options: ClientOptions): Client {
  const { plugins = [], now = Date.now } = options;
  const assembly = assemble(standardsOf(options), plugins);
  const clock = createClock(now);
  const presignSettings = { ...assembly, clock };
  return Object.freeze({
    presign: createPresign(presignSettings),
    presignMany: createPresignMany(presignSettings),
    send: createSend(assembly, clock),
    describe: () => describe(assembly),
  });
}
