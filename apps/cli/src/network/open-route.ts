import http, { type RequestOptions } from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { connectAttemptMs, type HeaderMap } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import { chooseProxy, readNetworkSettings } from '@ossferry/downloader-node/internal';
import type { Target } from './split-target.ts';

/** The part of a `node:http` request that depends on the network. */
export interface RouteOptions extends RequestOptions {
  readonly protocol: 'http:' | 'https:';
  /** For the proxy. Headers of the request take precedence. */
  readonly headers: HeaderMap;
}

/** Returns how to send a request to a target, directly or through a proxy, without keep-alive. */
export type Route = (target: Target) => RouteOptions;

/**
 * Opens a route with the proxy and certificate authorities of downloads. Throws `InvalidProxy` and `InvalidAuthority`.
 */
export function openRoute(network: NetworkOptions): Route {
  const { proxies, authorities } = readNetworkSettings(network);
  const trust = authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] };
  const options = { autoSelectFamilyAttemptTimeout: connectAttemptMs };
  // With an empty environment, Node does not use a proxy from its own.
  const agents = {
    'http:': new http.Agent({ ...options, proxyEnv: {} }),
    'https:': new https.Agent({ ...options, ...trust, proxyEnv: {} }),
  };
  const tunnelling = new https.Agent({ ...options, ...trust, proxyEnv: { HTTPS_PROXY: proxies.https } });

  return ({ protocol, hostname, port, path }) => {
    const host = hostname.includes(':') ? `[${hostname}]` : hostname;
    const authority = port === undefined ? host : `${host}:${port}`;
    const proxy = chooseProxy(proxies, {
      protocol,
      hostname,
      port: Number(port ?? defaultPorts[protocol]),
      authority,
      path,
    });
    if (proxy === undefined || protocol === 'https:') {
      const agent = proxy === undefined ? agents[protocol] : tunnelling;
      return { protocol, hostname, port, path, agent, headers: {} };
    }
    // Node's agent would collapse `.` and `..` segments, which object names may contain.
    return {
      protocol: proxy.protocol,
      hostname: proxy.hostname,
      port: proxy.port,
      path: `http://${authority}${path}`,
      agent: agents[proxy.protocol],
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
      },
    };
  };
}

const defaultPorts = { 'http:': 80, 'https:': 443 } as const;
