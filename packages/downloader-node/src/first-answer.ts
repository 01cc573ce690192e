import { OssError, parseRetryAfterMs } from '@ossferry/contract';
import {
  backoffMs,
  type DownloadOptions,
  defaultRetry,
  maxRetryAfterMs,
  type RangeResponse,
  type RangeTransport,
  type ReplayTransport,
  replayAnswer,
  type SourceKeeper,
  smallObjectBytes,
  type Timeouts,
  wait,
  withDefaults,
} from '@ossferry/downloader-core';
import { dispositionFileName } from './names/disposition-file-name.ts';
import { safeFileName } from './names/safe-file-name.ts';

/** The answer to the first request of a download, asked for before there is a place to put it. */
export interface FirstAnswer extends ReplayTransport {
  /** The name that the answer gives the object, fit for a file. */
  readonly fileName: string | undefined;
}

export interface FirstRequest {
  readonly source: SourceKeeper;
  readonly send: RangeTransport;
  readonly timeouts: Timeouts;
  readonly options: Pick<DownloadOptions, 'partSizeBytes' | 'retry' | 'signal' | 'random' | 'now'>;
}

/**
 * Sends the request with which a fresh download begins, and holds its answer, so that the name in it costs no request of
 * its own. Network failures and busy servers are tried again as in the download; refusals are left to it to explain.
 */
export async function askFirst(request: FirstRequest): Promise<FirstAnswer> {
  const { send, options } = request;
  const range = `bytes=0-${(options.partSizeBytes ?? smallObjectBytes) - 1}`;
  const { url, response } = await askUntilAnswered(range, request);
  const good = response.status === 206 || response.status === 200;
  const named = good ? dispositionFileName(response.header('content-disposition') ?? '') : undefined;
  return {
    fileName: named === undefined ? undefined : safeFileName(named),
    ...replayAnswer({ request: { url, headers: { range } }, response }, send),
  };
}

async function askUntilAnswered(
  range: string,
  { source, send, timeouts, options }: FirstRequest,
): Promise<{ readonly url: string; readonly response: RangeResponse }> {
  const { signal, random = Math.random, now = Date.now } = options;
  const retry = withDefaults(defaultRetry, options.retry);
  let renewals = 0;
  for (let failures = 0; ; ) {
    const access = await source.current();
    const headers = { 'accept-encoding': 'identity', ...access.headers, range };
    let retryAfterMs = 0;
    try {
      const response = await askOnce(send, { url: access.url, headers }, timeouts.headersMs, signal);
      const { status } = response;
      const mayRenew = status === 403 && source.renewable && renewals === 0;
      const busy = status === 429 || status >= 500;
      if (busy) failures += 1;
      retryAfterMs = parseRetryAfterMs(response.header('retry-after'), now) ?? 0;
      const mayWait = busy && failures < retry.maxFailures && retryAfterMs <= maxRetryAfterMs;
      if (!mayRenew && !mayWait) return { url: access.url, response };
      response.cancel();
      if (mayRenew) {
        renewals += 1;
        await source.renew(access);
        continue;
      }
    } catch (error) {
      signal?.throwIfAborted();
      failures += 1;
      if (!OssError.isInstance(error) || !error.retryable || failures >= retry.maxFailures) throw error;
    }
    await wait(backoffMs(retry, failures, retryAfterMs, random), signal);
  }
}

async function askOnce(
  send: RangeTransport,
  request: Parameters<RangeTransport>[0],
  headersMs: number,
  signal: AbortSignal | undefined,
): Promise<RangeResponse> {
  const limit = new AbortController();
  const clock = setTimeout(() => limit.abort(headersTimeout(headersMs)), headersMs);
  try {
    return await send(request, signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    limit.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(clock);
  }
}

function headersTimeout(headersMs: number): OssError {
  return new OssError({
    code: 'HeadersTimeout',
    phase: 'headers',
    message: `No answer came within ${headersMs} ms.`,
    advice: 'Check the network, or allow more time.',
    retryable: true,
  });
}
