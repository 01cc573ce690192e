import { OssError, type PresignResult } from '@ossferry/contract';
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
 * for one. Throws the server's own `OssError` when it refuses, and `Redirected` when it points elsewhere.
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
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) throw redirected();
    const answer = (await response.json().catch(() => ({}))) as Partial<SigningAnswer> & { error?: Told };
    if (!response.ok || typeof answer.url !== 'string') throw errorOf(response.status, answer.error);
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

function errorOf(status: number, told: Told = {}): OssError {
  const { code = 'SigningFailed', message = `The signing server answered ${status}.`, advice } = told;
  const error = { code, phase: 'sign', status, retryable: status === 429 || status >= 500 } as const;
  // The message of an `OssError` ends with its advice already.
  const what = advice !== undefined && message.endsWith(` ${advice}`) ? message.slice(0, -advice.length - 1) : message;
  return new OssError({ ...error, message: what, advice });
}
