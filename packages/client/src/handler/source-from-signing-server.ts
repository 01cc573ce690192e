import { OssError, type PresignResult, parseRetryAfterMs } from '@ossferry/contract';
import type { SigningAnswer } from './create-signing-handler.ts';
import type { SigningAsk } from './signing-ask.ts';

export interface SigningServerOptions {
  /** `authorization` for example. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A presign result as a signing server gives it. */
export interface RemotePresignResult extends Omit<PresignResult, 'limitedBy'> {
  readonly limitedBy: SigningAnswer['limitedBy'];
}

/**
 * Makes a renewable source for a download, in a page or in Node: whenever a fresh URL is needed, a signing server is asked
 * for one. Throws the server's own `OssError` when it refuses, `Redirected` when it points elsewhere, and `SigningFailed`
 * when it cannot be reached or gives no URL.
 */
export function sourceFromSigningServer(
  endpoint: string | URL,
  ask: SigningAsk,
  { headers, fetch = globalThis.fetch }: SigningServerOptions = {},
): () => Promise<RemotePresignResult> {
  return async () => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(ask),
      redirect: 'manual', // The headers may let whoever gets them sign.
    }).catch((cause: unknown) => {
      throw unreachable(cause);
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) throw redirected();
    const answer = (await response.json().catch(() => ({}))) as Partial<SigningAnswer> & { error?: Told };
    if (!response.ok || typeof answer.url !== 'string') throw errorOf(response, answer.error);
    return { ...(answer as SigningAnswer), expiration: new Date(answer.expiration ?? Number.NaN) };
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

interface Told {
  readonly code?: string;
  readonly message?: string;
  readonly advice?: string;
}

function unreachable(cause: unknown): OssError {
  return new OssError({
    code: 'SigningFailed',
    phase: 'sign',
    message: 'The signing server cannot be reached.',
    advice: 'Check its address and the network; for a page of another origin, that `origins` of the server names it.',
    retryable: true,
    cause,
  });
}

function errorOf({ status, headers }: Response, told: Told = {}): OssError {
  const { code = 'SigningFailed', message = `The signing server answered ${status} without a URL.`, advice } = told;
  const retryAfterMs = parseRetryAfterMs(headers.get('retry-after'), Date.now);
  const error = { code, phase: 'sign', status, retryable: status === 429 || status >= 500, retryAfterMs } as const;
  // The message of an `OssError` ends with its advice already.
  const what = advice !== undefined && message.endsWith(` ${advice}`) ? message.slice(0, -advice.length - 1) : message;
  return new OssError({ ...error, message: what, advice });
}
