import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { type HeaderMap, OssError } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import { connectionError } from '../network/connection-error.ts';
import { type Agents, openAgents } from '../network/open-agents.ts';
import { type Destination, proxyRefused } from '../network/proxy-error.ts';

/** One request, to be sent exactly as it is. */
export interface Question {
  readonly method: 'GET' | 'OPTIONS';
  readonly url: string;
  readonly headers: HeaderMap;
}

/** What came back: an answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly headers: HeaderMap;
  /** As much of the body as an error needs. */
  readonly body: string;
  /** The clock of this machine in the middle between question and answer. */
  readonly atMs: number;
}

/** Nothing came back. */
export interface NoAnswer {
  /** Why: of the host, or of the proxy before it. */
  readonly error: OssError;
}

export type Reply = Answer | NoAnswer;

/** Sends questions; never fails. */
export type Ask = (question: Question) => Promise<Reply>;

const maxBodyBytes = 64 * 1024;
const timeoutMs = 15_000;

export function isAnswer(reply: Reply): reply is Answer {
  return 'status' in reply;
}

/**
 * Makes the way to the hosts; `signal` ends what is still being asked. `node:http` alone sends `Origin`, and paths with
 * `..`, as they are given.
 */
export function createAsk(network: NetworkOptions, signal: AbortSignal): Ask {
  const agents = openAgents(network);
  return async (question) => {
    try {
      return await send(question, agents, signal);
    } catch (error) {
      if (OssError.isInstance(error)) return { error };
      const failure = error as Error;
      const isLate = failure.name === 'AbortError' || failure.name === 'TimeoutError';
      const cause = isLate ? Object.assign(new Error(failure.message), { code: 'ETIMEDOUT' }) : failure;
      return { error: connectionError(cause, destinationOf(question.url)) };
    }
  };
}

function destinationOf(url: string): Destination {
  const [, scheme = '', hostname = '', port] = /^(https?):\/\/(\[[^\]]+\]|[^:/?#]*)(?::(\d+))?/i.exec(url) ?? [];
  return { protocol: `${scheme.toLowerCase()}:`, hostname: hostname.toLowerCase().replace(/^\[|\]$/g, ''), port };
}

async function send({ method, url, headers }: Question, agents: Agents, signal: AbortSignal): Promise<Answer> {
  const startedAtMs = Date.now();
  const [, scheme = '', host = '', path = ''] = /^(https?:)\/\/([^/?#]+)([^#]*)/i.exec(url) ?? [];
  const { protocol, hostname, port } = new URL(`${scheme}//${host}`);
  const isPlain = protocol === 'http:';
  const request = (isPlain ? http : https).request({
    agent: agents[isPlain ? 'http:' : 'https:'],
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: path.startsWith('/') ? path : `/${path}`,
    method,
    headers: { host, 'user-agent': 'ossferry', ...headers },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  request.end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  if (response.statusCode === 407) {
    response.destroy();
    throw proxyRefused(hostname, 407);
  }
  request.on('error', () => undefined); // What breaks from here on is the body, whose beginning will do.
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

/** Reads as much of a body as an error needs, and lets go of the rest. */
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
    // The status says enough.
  }
  return Buffer.concat(chunks).toString();
}

function headersOf({ headers }: http.IncomingMessage): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
