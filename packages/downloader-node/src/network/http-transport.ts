import type { Agent, IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { connectAttemptMs, type HeaderMap } from '@ossferry/contract';
import type { ChunkHandler, RangeResponse, RangeTransport } from '@ossferry/downloader-core';
import { abortableTransport, untilAborted } from '@ossferry/downloader-core/internal';
import { hasCode } from '../has-code.ts';
import { type TunnelRequestOptions, withClosedTunnels } from './closed-tunnels.ts';
import { withConnectAttemptTimeout } from './connect-attempt-timeout.ts';
import type { Network } from './network.ts';
import { networkError, proxyRefused } from './network-error.ts';
import { http, https } from './node-http.ts';
import type { ProxyServer } from './proxy.ts';
import { maxHeadBytes } from './response-head.ts';
import { splitUrl, type UrlParts } from './split-url.ts';

/** A transport that reuses its connections. */
export interface HttpTransport {
  readonly send: RangeTransport;
  /** Closes idle connections. */
  readonly closeIdle: () => void;
  /** Closes all connections. */
  readonly close: () => void;
}

/** The general path, over `node:http`: proxies, and responses of any form. */
export function createHttpTransport(network: Network): HttpTransport {
  const agents = new Map<string, Agent>();
  const agentFor = (protocol: 'http:' | 'https:', tunnel?: ProxyServer): Agent => {
    const key = `${protocol} ${tunnel?.url ?? ''}`;
    const agent = agents.get(key) ?? createAgent(protocol, network, tunnel);
    agents.set(key, agent);
    return agent;
  };
  const send: RangeTransport = async ({ url, headers }, signal) => {
    const target = splitUrl(url);
    const proxy = network.proxyFor(target);
    // Node makes the tunnels. Plain http requests are sent to the proxy here with their unchanged URL, in which Node
    // would collapse `.` and `..` segments.
    const order =
      proxy === undefined || target.protocol === 'https:'
        ? requestDirect(target, headers, agentFor(target.protocol, proxy))
        : requestThrough(proxy, target, headers, agentFor(proxy.protocol));
    const response = await exchange(order, signal).catch((cause) => {
      throw networkError(cause, target.hostname, proxy && { proxy, isTunnel: target.protocol === 'https:' });
    });
    if (proxy !== undefined && isFromProxy(response)) {
      response.destroy();
      throw proxyRefused(proxy, target.hostname, response.statusCode);
    }
    return toRangeResponse(response, target.hostname, signal);
  };
  return {
    // Node only reports an abort once it is connected, which may never happen through a proxy.
    send: abortableTransport(send),
    closeIdle() {
      for (const { freeSockets } of agents.values()) {
        for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
      }
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function createAgent(protocol: 'http:' | 'https:', { trust }: Network, tunnel?: ProxyServer): Agent {
  // Without a tunnel, the environment is empty, so that Node does not use a proxy from its own environment.
  const autoSelectFamilyAttemptTimeout = connectAttemptMs;
  const proxyEnv = tunnel === undefined ? {} : { HTTPS_PROXY: tunnel.url };
  const options = { keepAlive: true, autoSelectFamilyAttemptTimeout, proxyEnv };
  if (protocol === 'http:') return new http.Agent(options);
  const agent = new https.Agent({ ...options, ...(trust && { secureContext: trust }) });
  return tunnel === undefined ? agent : withClosedTunnels(withConnectAttemptTimeout(agent));
}

function requestDirect(target: UrlParts, headers: HeaderMap, agent: Agent): RequestOptions {
  const { protocol, hostname, port, path } = target;
  return { protocol, agent, hostname, port, path, headers: { ...userAgent, ...headers } };
}

function requestThrough(proxy: ProxyServer, target: UrlParts, headers: HeaderMap, agent: Agent): RequestOptions {
  const { protocol, hostname, port, authorization } = proxy;
  const account = authorization === undefined ? {} : { 'proxy-authorization': authorization };
  const path = `${target.protocol}//${target.authority}${target.path}`;
  const ownHeaders = { ...userAgent, host: target.authority, ...account };
  return { protocol, agent, hostname, port, path, headers: { ...ownHeaders, ...headers } };
}

const userAgent = { 'user-agent': 'ossferry' };

/** Sends a request, and returns the response with its body unread. Fails with Node's error. */
export async function exchange(order: RequestOptions, signal: AbortSignal): Promise<IncomingMessage> {
  // Like the socket transport: Node's default is 16 KiB.
  const options: TunnelRequestOptions = { ...order, signal, tunnelSignal: signal, maxHeaderSize: maxHeadBytes };
  for (;;) {
    const request = (order.protocol === 'https:' ? https : http).request(options);
    try {
      return await new Promise((resolve, reject) => {
        request.once('error', reject);
        request.once('response', resolve);
        // A response with status 101 emits neither.
        request.once('close', () => reject(new Error('closed without a response')));
        request.end();
      });
    } catch (error) {
      // The server may close an idle connection just when it is reused. This is not a failure.
      if (!request.reusedSocket || signal.aborted || !hasCode(error, 'ECONNRESET')) throw error;
    }
  }
}

/** OSS never sends 407. Some proxies send 401 instead, which has no request ID of OSS. */
function isFromProxy({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 407 || (statusCode === 401 && headers['x-oss-request-id'] === undefined);
}

export function toRangeResponse(response: IncomingMessage, hostname: string, signal: AbortSignal): RangeResponse {
  const cancelled = new AbortController();
  return {
    status: response.statusCode ?? 0,
    header(name) {
      const value = response.headers[name];
      return value === undefined ? null : String(value);
    },
    // On an abort, Node drops the bytes that have arrived: the body then ends early without an error, or never.
    read: (onChunk) => untilAborted(untilAborted(readBody(response, hostname, onChunk), cancelled.signal), signal),
    cancel() {
      response.destroy();
      cancelled.abort();
    },
  };
}

// Events instead of `for await`, which takes about twice the time at full speed.
function readBody(response: IncomingMessage, hostname: string, onChunk: ChunkHandler): Promise<void> {
  return new Promise((resolve, reject) => {
    let handled: Promise<void> | undefined;
    const fail = (error: unknown) => {
      reject(error);
      response.destroy();
    };
    response.on('data', (chunk: Uint8Array) => {
      try {
        const wait = onChunk(chunk);
        if (wait === undefined) return;
        response.pause();
        handled = wait;
        wait.then(() => response.resume(), fail);
      } catch (error) {
        fail(error);
      }
    });
    response.once('end', () => (handled ?? Promise.resolve()).then(resolve, reject));
    // Not before the chunk at hand is handled: received bytes are kept.
    const onLost = (cause: Error) =>
      (handled ?? Promise.resolve()).then(() => fail(networkError(cause, hostname)), reject);
    response.once('error', onLost);
    const onClose = () => {
      if (!response.complete || !response.readableEnded) onLost(new Error('closed early'));
    };
    if (response.closed)
      onClose(); // It was closed before `read` was called.
    else response.once('close', onClose);
  });
}
