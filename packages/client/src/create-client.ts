import type { OssRequest, PresignOptions, PresignResult } from '@ossferry/contract';
import { checkKinds } from './check-kinds.ts';
import type { ClientOptions } from './client-options.ts';
import { assemble } from './kernel/assemble.ts';
import { createClock } from './kernel/clock.ts';
import { describe } from './kernel/describe.ts';
import { createPresign } from './kernel/presign.ts';
import { createPresignMany, type PresignedRequest } from './kernel/presign-many.ts';
import { createSend } from './kernel/send.ts';
import { slotDefaults } from './slot-defaults.ts';

/** Signs URLs and sends requests. It is frozen, and its functions do not use `this`, so they can be passed on alone. */
export interface Client {
  /** Creates a URL that allows anyone to send this one request until it expires. Sends nothing; throws an `OssError`. */
  readonly presign: (request: OssRequest, options?: PresignOptions | undefined) => Promise<PresignResult>;
  /**
   * Presigns a list of any length, in its order. Each URL is created when it is requested and none is kept, so a million
   * need the memory of one. Credentials are cached for up to a minute, and renewed earlier if they expire or do not last
   * as long as the options require. If a request cannot be signed, the generator throws its `OssError` and ends.
   */
  readonly presignMany: (
    requests: Iterable<OssRequest> | AsyncIterable<OssRequest>,
    options?: PresignOptions | undefined,
  ) => AsyncGenerator<PresignedRequest, void, undefined>;
  /**
   * Sends a request and returns the response, with an unread body, if its status is 2xx or 304. Throws any other response
   * as an `OssError`, including 412, redirects, and 203 (the object is stored, but its callback failed). An abort throws
   * the signal's reason.
   */
  readonly send: (request: OssRequest) => Promise<Response>;
  /** Lists the steps of `send` and `presign` in order, with the plugins in each. */
  readonly describe: () => readonly string[];
}

/** Creates a client from options and plugins. Throws an `OssError` for invalid options. */
export function createClient(options: ClientOptions): Client {
  checkKinds(options, 'function', ['now', 'random', 'fetch', 'transport']);
  checkKinds(options, 'object', ['additionalHeaders']);
  const { plugins = [], now = Date.now } = options;
  const assembly = assemble(slotDefaults(options), plugins);
  const clock = createClock(now);
  return Object.freeze({
    presign: createPresign(assembly, clock),
    presignMany: createPresignMany(assembly, clock),
    send: createSend(assembly, clock),
    describe: () => describe(assembly),
  });
}
