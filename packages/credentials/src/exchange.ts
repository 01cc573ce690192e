import { type HeaderMap, type Method, type Transport, timerMs, type WireRequest } from '@ossferry/contract';
import { CredentialsError, type CredentialsErrorCode } from './credentials-error.ts';

/** How a source reaches its service. */
export interface ExchangeOptions {
  /** @default the platform's `fetch` */
  readonly transport?: Transport | undefined;
  /** For a whole request: connecting, headers and body. `Infinity` waits for as long as timers can. @default 10 000 */
  readonly timeoutMs?: number | undefined;
}

export interface ExchangeRequest {
  readonly source: string;
  readonly method: Method;
  readonly url: string;
  readonly headers?: HeaderMap | undefined;
  readonly body?: string | undefined;
}

export interface ExchangeAnswer {
  readonly status: number;
  /** Reads a header by lower-case name. */
  readonly header: (name: string) => string | null;
  readonly body: string;
}

/**
 * Sends one request to a service that provides credentials, with limits on time and size (64 KiB), and without following
 * redirects. Errors contain the host, but never the path, the query or any part of the response.
 */
export async function exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeAnswer> {
  const { transport = fetchTransport, timeoutMs = 10_000 } = options;
  const { source, method, url, headers = {}, body } = request;
  const host = new URL(url).host;
  const fail = (code: CredentialsErrorCode, message: string, retryable: boolean): CredentialsError =>
    new CredentialsError({ source, code, message: `${source}: ${host} ${message}.`, retryable });

  const signal = AbortSignal.timeout(timerMs(timeoutMs));
  // A transport may ignore the signal.
  const timedOut = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(fail('RequestTimeout', `did not respond in ${timeoutMs} ms`, true)));
  });
  const answer = async (): Promise<ExchangeAnswer> => {
    const response = await transport({ method, url, headers, body, signal });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel();
      throw fail('Redirected', 'sent a redirect, which is not followed to protect secrets', false);
    }
    const text = await readLimited(response);
    if (text === undefined) throw fail('AnswerTooLarge', `sent more than ${maxBytes} bytes`, false);
    return { status: response.status, header: (name) => response.headers.get(name), body: text };
  };
  try {
    return await Promise.race([answer(), timedOut]);
  } catch (error) {
    if (error instanceof CredentialsError) throw error;
    if (signal.aborted) return timedOut;
    // No cause: a transport's error may contain the request, including tokens.
    throw fail('RequestFailed', `cannot be reached${systemCodeOf(error)}`, true);
  }
}

/** Sends with the platform's `fetch`. */
export const fetchTransport: Transport = ({ method, url, headers, body, signal }: WireRequest) =>
  fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(typeof body === 'string' && { body }),
    ...(signal && { signal }),
  });

const maxBytes = 65_536;

async function readLimited(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    sizeBytes += value.byteLength;
    if (sizeBytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Returns the operating system's error code from the innermost cause, for example ` (ECONNREFUSED)`, or an empty string. */
export function systemCodeOf(error: unknown): string {
  let code = '';
  // Does not use `instanceof`: in Jest, Node's own errors are instances of another `Error` class.
  let cause = error as { readonly code?: unknown; readonly cause?: unknown } | undefined | null;
  for (let depth = 0; cause && depth < 5; depth += 1) {
    if (typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(cause.code)) code = cause.code;
    cause = cause.cause as typeof cause;
  }
  return code && ` (${code})`;
}
