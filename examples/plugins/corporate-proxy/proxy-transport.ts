import { fetchTransport } from '@ossferry/client';
import { OssError, type Transport } from '@ossferry/contract';
import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';

export interface ProxyTransportOptions {
  /** `http://proxy.example:3128`, or `http://user:password@proxy.example:3128` with both percent-encoded. */
  readonly proxy: string;
  /** Hosts that are reached without it, as `NO_PROXY` lists them: `localhost,.internal.example`. @default none */
  readonly noProxy?: string | undefined;
  /** The authority of a proxy that opens TLS connections and closes them again under its own name, in PEM form. */
  readonly ca?: string | undefined;
}

/**
 * Sends everything through a company's proxy, with undici, the library behind Node's own `fetch`. Throws `InvalidProxy` for
 * what is no URL of an HTTP proxy.
 */
export function proxyTransport({ proxy, noProxy = '', ca }: ProxyTransportOptions): Transport {
  checkProxy(proxy);
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy,
    httpsProxy: proxy,
    // Plain http goes through a tunnel, too: what the proxy says of its own is then no answer of OSS.
    proxyTunnel: true,
    // Empty would mean: read it from the environment.
    noProxy: noProxy || ',',
    ...(ca !== undefined && { requestTls: { ca } }),
  });
  // Node's own `fetch` brings another undici: one that takes this dispatcher has to be of the same copy.
  const fetch: unknown = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher });
  return fetchTransport({ fetch: fetch as typeof globalThis.fetch });
}

/** Here, since the message of a URL parser repeats the whole text, the password with it. */
function checkProxy(proxy: string): void {
  if (/^https?:\/\//i.test(proxy) && URL.canParse(proxy)) return;
  throw new OssError({
    code: 'InvalidProxy',
    phase: 'config',
    message: 'The option proxy is not the URL of an HTTP proxy.',
    advice: 'Write it as http://host:port, or http://user:password@host:port.',
  });
}
