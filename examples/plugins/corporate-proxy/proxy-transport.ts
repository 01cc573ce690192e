import { fetchTransport } from '@ossferry/client';
import { OssError, type Transport } from '@ossferry/contract';
import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';

export interface ProxyTransportOptions {
  /** `http://proxy.example:3128`, or `http://user:password@proxy.example:3128` with both percent-encoded. */
  readonly proxy: string;
  /** Hosts to connect to without the proxy, in the format of `NO_PROXY`: `localhost,.internal.example`. @default none */
  readonly noProxy?: string | undefined;
  /** The certificate authority of a proxy that intercepts TLS, in PEM form. */
  readonly ca?: string | undefined;
}

/**
 * Sends all requests through a corporate proxy, with undici, the library behind Node's own `fetch`. Throws `InvalidProxy`
 * if `proxy` is not the URL of an HTTP proxy.
 */
export function proxyTransport({ proxy, noProxy = '', ca }: ProxyTransportOptions): Transport {
  checkProxy(proxy);
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy,
    httpsProxy: proxy,
    // Also tunnels plain http, so that an error of the proxy is not taken for a response of OSS.
    proxyTunnel: true,
    // If empty, undici would read it from the environment.
    noProxy: noProxy || ',',
    ...(ca !== undefined && { requestTls: { ca } }),
  });
  // Node's own `fetch` uses a different copy of undici, which does not accept this dispatcher.
  const fetch: unknown = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher });
  return fetchTransport({ fetch: fetch as typeof globalThis.fetch });
}

/** Checks the URL first, because the error of a URL parser would contain the password. */
function checkProxy(proxy: string): void {
  if (/^https?:\/\//i.test(proxy) && URL.canParse(proxy)) return;
  throw new OssError({
    code: 'InvalidProxy',
    phase: 'config',
    message: 'The option proxy is not the URL of an HTTP proxy.',
    advice: 'Write it as http://host:port, or http://user:password@host:port.',
  });
}
