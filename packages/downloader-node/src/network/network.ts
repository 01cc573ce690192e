import type { SecureContext } from 'node:tls';
import { chooseProxy, type Environment, type ProxyServer, type ProxySettings, readProxySettings } from './proxy.ts';
import type { UrlParts } from './split-url.ts';
import { openTrust, readAuthorities } from './trust.ts';

/** Proxies and trusted certificates. */
export interface NetworkOptions {
  /**
   * `'environment'` uses `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in upper or lower case; `'none'` connects
   * directly; a URL such as `http://user:password@host:port` is used for every request. @default 'environment'
   */
  readonly proxy?: 'environment' | 'none' | (string & {}) | undefined;
  /** Additional certificate authorities to trust, as PEM. */
  readonly ca?: string | readonly string[] | undefined;
  /** @default process.env */
  readonly env?: Environment | undefined;
}

/** Validated options, in a form that can be sent to a thread. */
export interface NetworkSettings {
  readonly proxies: ProxySettings;
  readonly authorities: readonly string[];
}

export interface Network {
  /** The proxy for requests to this target. */
  readonly proxyFor: (target: UrlParts) => ProxyServer | undefined;
  /** The trusted authorities; `undefined` for Node's defaults. */
  readonly trust: SecureContext | undefined;
}

/** Validates the options. Fails with `InvalidProxy` or `InvalidAuthority`. */
export function readNetworkSettings({ proxy = 'environment', ca, env = process.env }: NetworkOptions): NetworkSettings {
  return { proxies: readProxySettings(proxy, env), authorities: readAuthorities(ca) };
}

export function openNetwork({ proxies, authorities }: NetworkSettings): Network {
  return { proxyFor: (target) => chooseProxy(proxies, target), trust: openTrust(authorities) };
}
