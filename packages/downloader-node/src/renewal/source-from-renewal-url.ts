import { type HeaderMap, OssError, problemOf, timerMs } from '@ossferry/contract';
import type { PresignedUrl, SourceContext } from '@ossferry/downloader-core';
import { createHttpTransport } from '../network/http-transport.ts';
import { type NetworkOptions, openNetwork, readNetworkSettings } from '../network/network.ts';
import { splitUrl } from '../network/split-url.ts';
import { anySignal } from './any-signal.ts';
import { maxAnswerBytes, readPresignedText, renewalFailed } from './presigned-text.ts';

export interface RenewalUrlOptions extends NetworkOptions {
  /** Sent with each request, `authorization` for example. */
  readonly headers?: HeaderMap | undefined;
  /** For the whole answer. @default 30 000 */
  readonly timeoutMs?: number | undefined;
  /** Ends a request; that of the download does so by itself. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a source out of a service of your own: a GET of `serviceUrl` answers with a fresh URL as text, or with JSON that
 * has `url` and `signedHeaders`. Only https, since the answer is a secret; http is for this machine. Fails with
 * `InvalidUrl` at once, and with `RenewalFailed` when it is asked.
 */
export function sourceFromRenewalUrl(
  serviceUrl: string,
  options: RenewalUrlOptions = {},
): (context?: Pick<SourceContext, 'signal'>) => Promise<PresignedUrl> {
  checkServiceUrl(serviceUrl);
  timerMs(options.timeoutMs ?? defaultTimeoutMs);
  const network = openNetwork(readNetworkSettings(options));
  return async (context) => {
    const signal = anySignal(options.signal, context?.signal);
    return readPresignedText(
      await ask(serviceUrl, { ...options, signal }, createHttpTransport(network)),
      'The renewal URL',
    );
  };
}

const defaultTimeoutMs = 30_000;

async function ask(
  url: string,
  { headers = {}, timeoutMs = defaultTimeoutMs, signal }: RenewalUrlOptions,
  { send, close }: ReturnType<typeof createHttpTransport>,
): Promise<string> {
  const clock = AbortSignal.timeout(timerMs(timeoutMs));
  try {
    const end = signal === undefined ? clock : AbortSignal.any([signal, clock]);
    const response = await send({ url, headers: { 'accept-encoding': 'identity', ...headers } }, end);
    if (response.status !== 200) {
      const { status } = response;
      const advice =
        status === 405
          ? 'It is asked by GET; a signing handler of Ossferry is asked by `sourceFromSigningServer`.'
          : 'Check the service; the option `headers` can carry what it asks for.';
      throw renewalFailed(`The renewal URL answered ${status}`, advice, { status });
    }
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    await response.read((chunk) => {
      bytes += chunk.length;
      if (bytes > maxAnswerBytes) throw renewalFailed('The answer of the renewal URL is too long', textAdvice);
      chunks.push(Uint8Array.from(chunk));
    });
    return Buffer.concat(chunks).toString();
  } catch (cause) {
    signal?.throwIfAborted();
    if (clock.aborted) {
      throw renewalFailed(`The renewal URL did not answer within ${timeoutMs / 1000} s`, 'Check the service.', {
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

const textAdvice = 'It has to be one URL, or JSON with url and signedHeaders.';

function checkServiceUrl(url: string): void {
  const { protocol, hostname } = splitUrl(url);
  const isHere = hostname === 'localhost' || hostname === '::1' || /^127(\.\d+){3}$/.test(hostname);
  if (/^https?:\/\/[^/?#\s]\S*$/i.test(url) && (protocol === 'https:' || isHere)) return;
  throw new OssError({
    code: 'InvalidUrl',
    phase: 'config',
    message: 'The renewal URL is not an https URL.',
    advice: 'Its answer is a secret: use https, or http on this machine alone.',
  });
}
