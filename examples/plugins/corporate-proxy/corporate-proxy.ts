import { fetchTransport } from '@ossferry/client';
import { definePlugin, type Plugin } from '@ossferry/contract';
import { EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';

export interface CorporateProxyOptions {
  /** `http://proxy.example:3128`, or `http://user:password@proxy.example:3128` with both percent-encoded. */
  readonly proxy: string;
  /** Hosts that are reached without it, as `NO_PROXY` lists them: `localhost,.internal.example`. @default none */
  readonly noProxy?: string | undefined;
  /** The authority of a proxy that opens TLS connections and closes them again under its own name, in PEM form. */
  readonly ca?: string | undefined;
}

/** Sends everything through a company's proxy, with undici, the library behind Node's own `fetch`. */
export function corporateProxy({ proxy, noProxy = '', ca }: CorporateProxyOptions): Plugin {
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
  const fetch = ((url: string, init: object) => undiciFetch(url, { ...init, dispatcher })) as typeof globalThis.fetch;
  return definePlugin('corporate-proxy', (host) => {
    host.provide('transport', fetchTransport({ fetch }));
  });
}
