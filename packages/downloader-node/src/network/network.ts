import type { SecureContext } from 'node:tls';
import { chooseProxy, type Environment, type ProxyServer, type ProxySettings, readProxySettings } from './proxy.ts';
import type { UrlParts } from './split-url.ts';
import { openTrust, readAuthorities } from './trust.ts';

/** How requests reach their hosts. */
export interface NetworkOptions {
  /**
   * `'environment'` follows `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in upper or lower case; `'none'` goes straight; a
   * URL, `http://user:password@host:port` for example, is used for every request. @default 'environment'
   */
  readonly proxy?: 'environment' | 'none' | (string & {}) | undefined;
  /** Certificates of authorities in PEM form, trusted besides those that Node trusts. */
  readonly ca?: string | readonly string[] | undefined;
  /** @default process.env */
  readonly env?: Environment | undefined;
}

/** Checked options, in a form that can be sent to a thread. */
export interface NetworkSettings {
  readonly proxies: ProxySettings;
  readonly authorities: readonly string[];
}

/** The way to the hosts. */
export interface Network {
  /** The proxy that a request to this place goes through. */
  readonly proxyFor: (target: UrlParts) => ProxyServer | undefined;
  /** Whom to trust; absent when nothing is asked for beyond Node's own. */
  readonly trust: SecureContext | undefined;
}

/** Checks the options, before anything is sent. Fails with `InvalidProxy` or `InvalidAuthority`. */
export function readNetworkSettings({ proxy = 'environment', ca, env = process.env }: NetworkOptions): NetworkSettings {
  return { proxies: readProxySettings(proxy, env), authorities: readAuthorities(ca) };
}

export function openNetwork({ proxies, authorities }: NetworkSettings): Network {
  return { proxyFor: (target) => chooseProxy(proxies, target), trust: openTrust(authorities) };
}
