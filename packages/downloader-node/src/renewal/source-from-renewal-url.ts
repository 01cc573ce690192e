import { type HeaderMap, OssError, problemOf, timerMs } from '@ossferry/contract';
import type { PresignedUrl, SourceContext } from '@ossferry/downloader-core';
import { createHttpTransport, type HttpTransport } from '../network/http-transport.ts';
import { type NetworkOptions, openNetwork, readNetworkSettings } from '../network/network.ts';
import { splitUrl } from '../network/split-url.ts';
import { anySignal } from './any-signal.ts';
import { maxTextBytes, outputAdvice, readPresignedText, renewalFailed } from './presigned-text.ts';

export interface RenewalUrlOptions extends NetworkOptions {
  /** Sent with each request, for example `authorization`. */
  readonly headers?: HeaderMap | undefined;
  /** For the complete response. @default 30 000 */
  readonly timeoutMs?: number | undefined;
  /** Cancels a request. The signal of the download does so too. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Creates a source from your own service: a GET of `serviceUrl` returns a new URL as text, or JSON with `url` and
 * `signedHeaders`. The response is a secret, so http is only allowed on this machine. Throws `InvalidUrl`; the source
 * fails with `RenewalFailed`.
 */
export function sourceFromRenewalUrl(
  serviceUrl: string,
  options: RenewalUrlOptions = {},
): (context?: Pick<SourceContext, 'signal'>) => Promise<PresignedUrl> {
  checkServiceUrl(serviceUrl);
  timerMs(options.timeoutMs ?? defaultTimeoutMs); // An invalid time is refused now, not at the first renewal.
  const network = openNetwork(readNetworkSettings(options));
  return async (context) => {
    const signal = anySignal(options.signal, context?.signal);
    return readPresignedText(
      await fetchText(serviceUrl, { ...options, signal }, createHttpTransport(network)),
      'The renewal URL',
    );
  };
}

const defaultTimeoutMs = 30_000;

async function fetchText(
  url: string,
  { headers = {}, timeoutMs = defaultTimeoutMs, signal }: RenewalUrlOptions,
  { send, close }: HttpTransport,
): Promise<string> {
  const timeout = AbortSignal.timeout(timerMs(timeoutMs));
  try {
    const end = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const response = await send({ url, headers: { 'accept-encoding': 'identity', ...headers } }, end);
    if (response.status !== 200) {
      const { status } = response;
      const advice =
        status === 405
          ? 'It must accept GET. For a signing server of Ossferry, use `sourceFromSigningServer`.'
          : 'Check the service. If it requires headers, set the option `headers`.';
      throw renewalFailed(`The renewal URL returned status ${status}`, advice, { status });
    }
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    await response.read((chunk) => {
      bytes += chunk.length;
      if (bytes > maxTextBytes) throw renewalFailed('The response of the renewal URL is too long', outputAdvice);
      chunks.push(Uint8Array.from(chunk));
    });
    return Buffer.concat(chunks).toString();
  } catch (cause) {
    signal?.throwIfAborted();
    if (timeout.aborted) {
      throw renewalFailed(`The renewal URL did not respond within ${timeoutMs / 1000} s`, 'Check the service.', {
        cause,
      });
    }
    if (!OssError.isInstance(cause) || cause.code === 'RenewalFailed') throw cause;
    const what = problemOf(cause).replace(/\.$/, '');
    throw renewalFailed(`The renewal URL failed: ${what}`, cause.advice ?? 'Check the service.', { cause });
  } finally {
    close();
  }
}

function checkServiceUrl(url: string): void {
  const { protocol, hostname } = splitUrl(url);
  const isLocal = hostname === 'localhost' || hostname === '::1' || /^127(\.\d+){3}$/.test(hostname);
  if (/^https?:\/\/[^/?#\s]\S*$/i.test(url) && (protocol === 'https:' || isLocal)) return;
  throw new OssError({
    code: 'InvalidUrl',
    phase: 'config',
    message: 'The renewal URL is not an https URL.',
    advice: 'Its response is a secret: use https. http is only allowed on this machine.',
  });
}
