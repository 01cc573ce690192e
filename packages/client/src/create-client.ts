import type { OssRequest, PresignOptions, PresignResult } from '@ossferry/contract';
import type { ClientOptions } from './client-options.ts';
import { assemble } from './kernel/assemble.ts';
import { createClock } from './kernel/clock.ts';
import { describe } from './kernel/describe.ts';
import { createPresign } from './kernel/presign.ts';
import { createSend } from './kernel/send.ts';
import { standardsOf } from './standards.ts';

export interface Client {
  /** Makes a URL with which anybody may do this one request until it ends. Sends nothing; throws an `OssError`. */
  readonly presign: (request: OssRequest, options?: PresignOptions | undefined) => Promise<PresignResult>;
  /**
   * Sends a request and gives back the answer when it is 2xx or 304, its body not yet read. Every other answer, 412 and
   * redirects too, is thrown as an `OssError`; an abort throws the signal's own reason.
   */
  readonly send: (request: OssRequest) => Promise<Response>;
  /** Lists the steps of `send` and `presign` in order, with who does each. */
  readonly describe: () => readonly string[];
}

/** Makes a client from options and plugins. Throws an `OssError` for options that cannot work. */
export function createClient(options: ClientOptions): Client {
  const { signatureVersion, plugins = [], now = Date.now } = options;
  const assembly = assemble(standardsOf(options), plugins);
  const clock = createClock(now);
  const maximumSeconds = signatureVersion === 'v1' ? Number.POSITIVE_INFINITY : sevenDaysInSeconds;
  return Object.freeze({
    presign: createPresign({ ...assembly, clock, maximumSeconds }),
    send: createSend(assembly, clock),
    describe: () => describe(assembly),
  });
}

const sevenDaysInSeconds = 604_800;
