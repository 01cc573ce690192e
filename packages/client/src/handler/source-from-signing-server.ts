import { OssError, timerMs } from '@ossferry/contract';
import { untilAborted } from '../kernel/abort.ts';
import { causesOf, printableText } from '../kernel/foreign-error.ts';
import { readText } from '../kernel/read-text.ts';
import { type RemotePresignResult, readSigningAnswer } from './read-signing-answer.ts';
import type { SigningRequest } from './signing-request.ts';

export interface SigningServerOptions {
  /** `authorization` for example. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** For the whole answer. @default 30 000 */
  readonly timeoutMs?: number | undefined;
  /** Ends a request to the server, with the signal's own reason. That of the download does so by itself. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a renewable source for a download, in a page or in Node: whenever a fresh URL is needed, a signing server is asked
 * for one. Throws the server's own `OssError` when it refuses, `Redirected` when it points elsewhere, and `SigningFailed`
 * when it cannot be reached, is too slow, or gives something else than a presign result.
 */
export function sourceFromSigningServer(
  endpoint: string | URL,
  signingRequest: SigningRequest,
  options: SigningServerOptions = {},
): (context?: { readonly signal?: AbortSignal | undefined }) => Promise<RemotePresignResult> {
  const { headers, fetch = globalThis.fetch, timeoutMs = 30_000 } = options;
  const clockMs = timerMs(timeoutMs);
  return async (context) => {
    const clock = AbortSignal.timeout(clockMs);
    const signals = [options.signal, context?.signal].filter((signal) => signal !== undefined);
    const end = AbortSignal.any([...signals, clock]);
    const throwIfEnded = (): void => {
      for (const signal of signals) signal.throwIfAborted();
      if (clock.aborted) throw signingFailed(`The signing server did not answer within ${timeoutMs / 1000} s.`);
    };
    try {
      const sending = fetch(endpoint, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(signingRequest),
        redirect: 'manual', // The headers may let whoever gets them sign.
        signal: end,
      });
      const response = await untilAborted(sending, end);
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) throw redirected();
      const text = await readText(response, { maxBytes: 65_536, maxMs: clockMs, signal: end });
      throwIfEnded();
      return readSigningAnswer(response, text);
    } catch (error) {
      throwIfEnded();
      if (OssError.isInstance(error)) throw error;
      const said = printableText(causesOf(error).at(-1)?.message ?? '').replace(/\.$/, '');
      throw signingFailed(`The signing server cannot be reached${said === '' ? '' : `: ${said}`}.`);
    }
  };
}

function redirected(): OssError {
  return new OssError({
    code: 'Redirected',
    phase: 'sign',
    message: 'The signing server points somewhere else.',
    advice: 'Give the address that it points to, when it is yours.',
  });
}

/** What a library threw stays out: it may hold the headers of the request. */
function signingFailed(message: string): OssError {
  return new OssError({
    code: 'SigningFailed',
    phase: 'sign',
    message,
    advice: 'Check its address and the network; for a page of another origin, that `origins` of the server names it.',
    retryable: true,
  });
}
