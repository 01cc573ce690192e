import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { type HeaderMap, OssError } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import { proxyRefused } from '@ossferry/downloader-node/internal';
import { connectionError } from '../network/connection-error.ts';
import { openRoute, type Route } from '../network/open-route.ts';
import { splitTarget, type Target } from '../network/split-target.ts';

/** A request, which is sent unchanged. */
export interface ProbeRequest {
  readonly method: 'GET' | 'OPTIONS';
  readonly url: string;
  readonly headers: HeaderMap;
}

/** A response with any status. */
export interface ProbeResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly headers: HeaderMap;
  /** The beginning of the body, enough for error XML. */
  readonly body: string;
  /** The local time, midway between request and response. */
  readonly atMs: number;
}

/** The request failed without a response. */
export interface ProbeFailure {
  /** A connection error of the host, or of the proxy. */
  readonly error: OssError;
}

export type ProbeResult = ProbeResponse | ProbeFailure;

/** Sends a request. Rejects only for a URL that cannot be sent, with `InvalidUrl`. */
export type Probe = (request: ProbeRequest) => Promise<ProbeResult>;

const maxBodyBytes = 64 * 1024;
const timeoutMs = 15_000;

export function isResponse(result: ProbeResult): result is ProbeResponse {
  return 'status' in result;
}

/**
 * Creates the function that sends requests until `signal` aborts. It uses `node:http`, because `fetch` changes `Origin`
 * and paths with `..`.
 */
export function createProbe(network: NetworkOptions, signal: AbortSignal): Probe {
  const route = openRoute(network);
  return async (request) => {
    const target = splitTarget(request.url);
    try {
      return await send(request, target, route, signal);
    } catch (error) {
      if (OssError.isInstance(error)) return { error };
      const failure = error as Error;
      const isLate = failure.name === 'AbortError' || failure.name === 'TimeoutError';
      const cause = isLate ? Object.assign(new Error(failure.message), { code: 'ETIMEDOUT' }) : failure;
      return { error: connectionError(cause, target) };
    }
  };
}

async function send(
  { method, headers }: ProbeRequest,
  target: Target,
  route: Route,
  signal: AbortSignal,
): Promise<ProbeResponse> {
  const startedAtMs = Date.now();
  const options = route(target);
  const request = (options.protocol === 'https:' ? https : http).request({
    ...options,
    method,
    headers: { 'user-agent': 'ossferry', ...options.headers, ...headers },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  request.end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  if (response.statusCode === 407) {
    response.destroy();
    throw proxyRefused(undefined, target.hostname, 407);
  }
  request.on('error', () => undefined); // Errors from here on are of the body, whose beginning is enough.
  const atMs = (startedAtMs + Date.now()) / 2;
  const received = headersOf(response);
  return {
    status: response.statusCode ?? 0,
    header: (name) => received[name],
    headers: received,
    body: await readBeginning(response),
    atMs,
  };
}

/** Reads the beginning of a body, and discards the rest. */
async function readBeginning(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= maxBodyBytes) break;
    }
  } catch {
    // The status is enough.
  }
  return Buffer.concat(chunks).toString();
}

function headersOf({ headers }: http.IncomingMessage): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
