import { OssError, timerMs } from '@ossferry/contract';
import { checkKinds } from '../check-kinds.ts';
import { untilAborted } from '../kernel/abort.ts';
import { causesOf, printableText } from '../kernel/foreign-error.ts';
import { readText } from '../kernel/read-text.ts';
import { type RemotePresignResult, readSigningAnswer } from './read-signing-answer.ts';
import type { SigningRequest } from './signing-request.ts';

export interface SigningServerOptions {
  /** Headers of the requests, for example `authorization`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Timeout for the whole response. @default 30 000 */
  readonly timeoutMs?: number | undefined;
  /** Aborts requests to the server. The signal of a download does so automatically. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Creates a renewable source for downloads, in a page or in Node, which requests a URL from a signing server whenever the
 * download needs one. Throws the server's `OssError` if it refuses, `Redirected` if it redirects, and `SigningFailed` if
 * it is unreachable, too slow, or does not return a presign result.
 */
export function sourceFromSigningServer(
  endpoint: string | URL,
  signingRequest: SigningRequest,
  options: SigningServerOptions = {},
): (context?: { readonly signal?: AbortSignal | undefined }) => Promise<RemotePresignResult> {
  checkKinds(options, 'function', ['fetch']);
  const { headers, fetch = globalThis.fetch, timeoutMs = 30_000 } = options;
  const limitMs = timerMs(timeoutMs);
  return async (context) => {
    const timeout = AbortSignal.timeout(limitMs);
    const signals = [options.signal, context?.signal].filter((signal) => signal !== undefined);
    const signal = AbortSignal.any([...signals, timeout]);
    const throwIfEnded = (): void => {
      for (const each of signals) each.throwIfAborted();
      if (timeout.aborted) throw signingFailed(`The signing server did not answer within ${timeoutMs / 1000} s.`);
    };
    try {
      const sending = fetch(endpoint, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(signingRequest),
        redirect: 'manual', // The headers may authorize signing, so no other host may get them.
        signal,
      });
      const response = await untilAborted(sending, signal);
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) throw redirected();
      const text = await readText(response, { maxBytes: 65_536, maxMs: limitMs, signal });
      throwIfEnded();
      return readSigningAnswer(response, text);
    } catch (error) {
      throwIfEnded();
      if (OssError.isInstance(error)) throw error;
      const reason = printableText(causesOf(error).at(-1)?.message ?? '').replace(/\.$/, '');
      throw signingFailed(`The signing server cannot be reached${reason === '' ? '' : `: ${reason}`}.`);
    }
  };
}

function redirected(): OssError {
  return new OssError({
    code: 'Redirected',
    phase: 'sign',
    message: 'The signing server returned a redirect.',
    advice: 'If you trust the target, use its address.',
  });
}

/** Has no cause, because errors of libraries may contain the request headers. */
function signingFailed(message: string): OssError {
  return new OssError({
    code: 'SigningFailed',
    phase: 'sign',
    message,
    advice:
      'Check its address and the network; for a page of another origin, check the option `origins` of the server.',
    retryable: true,
  });
}
