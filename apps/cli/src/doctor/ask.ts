import http from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';
import type { HeaderMap } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';

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
  /** Node's code of the failure, `ECONNREFUSED` for example; `TIMEOUT` when the time was up. */
  readonly failure: string;
}

export type Reply = Answer | NoAnswer;

/** Sends questions; never fails. */
export type Ask = (question: Question) => Promise<Reply>;

const bodyLimitBytes = 64 * 1024;
const timeoutMs = 15_000;

export function isAnswer(reply: Reply): reply is Answer {
  return 'status' in reply;
}

/** Makes the way to the hosts. `node:http` alone sends `Origin`, and paths with `..`, as they are given. */
export function createAsk({ proxy, ca, env }: NetworkOptions): Ask {
  const proxyEnv = proxy === 'none' ? {} : proxy === undefined || proxy === 'environment' ? env : proxyFor(proxy);
  const trust = ca === undefined ? {} : { ca: [...rootCertificates, ...[ca].flat()] };
  const agents = { 'http:': new http.Agent({ proxyEnv }), 'https:': new https.Agent({ proxyEnv, ...trust }) };
  return (question) =>
    new Promise((resolve) => {
      const startedAtMs = Date.now();
      const [, scheme = 'https:', host = '', path = ''] = /^(https?:)\/\/([^/?#]+)([^#]*)/i.exec(question.url) ?? [];
      const { hostname, port } = new URL(`${scheme}//${host}`);
      const protocol = scheme.toLowerCase() === 'http:' ? 'http:' : 'https:';
      const request = (protocol === 'http:' ? http : https).request({
        agent: agents[protocol],
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: path.startsWith('/') ? path : `/${path}`,
        method: question.method,
        headers: { host, 'user-agent': 'ossferry', ...question.headers },
        signal: AbortSignal.timeout(timeoutMs),
      });
      request.once('error', (error: NodeJS.ErrnoException) => {
        resolve({
          failure:
            error.name === 'AbortError' || error.name === 'TimeoutError' ? 'TIMEOUT' : (error.code ?? error.name),
        });
      });
      request.once('response', (response) => {
        const atMs = (startedAtMs + Date.now()) / 2;
        const headers = headersOf(response);
        const chunks: Buffer[] = [];
        const finish = (): void => {
          response.destroy();
          resolve({
            status: response.statusCode ?? 0,
            header: (name) => headers[name],
            headers,
            body: Buffer.concat(chunks).subarray(0, bodyLimitBytes).toString(),
            atMs,
          });
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (chunks.reduce((sum, { length }) => sum + length, 0) >= bodyLimitBytes) finish();
        });
        response.once('close', finish);
      });
      request.end();
    });
}

function proxyFor(proxy: string): Record<string, string> {
  return { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
}

function headersOf({ headers }: http.IncomingMessage): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
