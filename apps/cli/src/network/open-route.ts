import http from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { connectAttemptMs } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import { readNetworkSettings } from '@ossferry/downloader-node/internal';

/** Node agents for both schemes, without keep-alive. */
export interface Agents {
  readonly 'http:': http.Agent;
  readonly 'https:': https.Agent;
}

/**
 * Creates agents with the proxy and certificate authorities of downloads. Throws `InvalidProxy` and `InvalidAuthority`.
 */
export function openAgents(network: NetworkOptions): Agents {
  const { proxies, authorities } = readNetworkSettings(network);
  const proxyEnv = { HTTP_PROXY: proxies.http, HTTPS_PROXY: proxies.https, NO_PROXY: proxies.except || undefined };
  const trust = authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] };
  const options = { proxyEnv, autoSelectFamilyAttemptTimeout: connectAttemptMs };
  return { 'http:': new http.Agent(options), 'https:': new https.Agent({ ...options, ...trust }) };
}
