import { request as requestHttp, validateHeaderValue } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ResponseInput } from '@ossferry/diagnose';
import { proxyRefused } from '@ossferry/downloader-node/internal';
import { connectionError } from '../network/connection-error.ts';
import type { Route } from '../network/open-route.ts';
import { splitTarget } from '../network/split-target.ts';
import { usageError } from '../usage-error.ts';

/** A request, its response, and the time of the response. */
export interface LiveExchange {
  readonly request: { readonly method: string; readonly headers: Readonly<Record<string, string>> };
  readonly response: ResponseInput & { readonly status: number };
  readonly receivedAt: Date;
}

/** Requests one byte of a URL, sent exactly as written, without following redirects. */
export function sendLiveRequest(
  url: string,
  method: string,
  givenHeaders: Readonly<Record<string, string>> | undefined,
  route: Route,
): Promise<LiveExchange> {
  const target = splitTarget(url);
  const options = route(target);
  const headers = { range: 'bytes=0-0', 'accept-encoding': 'identity', ...givenHeaders };
  checkHeaders(headers);
  const send = options.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(connectionError(cause, target));
    const sent = send(
      { ...options, method, headers: { ...options.headers, ...headers }, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        let sizeBytes = 0;
        const finish = (): void => {
          response.destroy();
          const { statusCode: status = 0 } = response;
          if (status === 407) {
            reject(proxyRefused(undefined, target.hostname, status));
            return;
          }
          const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
          const body = Buffer.concat(chunks).toString();
          resolve({
            request: { method, headers },
            response: { status, headers: Object.fromEntries(received), body },
            receivedAt: new Date(),
          });
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          sizeBytes += chunk.length;
          // A server without range support sends the whole object.
          if (sizeBytes > maxBytes) finish();
        });
        response.on('end', finish);
        response.on('error', fail);
      },
    );
    sent.on('timeout', () => {
      sent.destroy(Object.assign(new Error(`no response within ${timeoutMs / 1000} s`), { code: 'ETIMEDOUT' }));
    });
    sent.on('error', fail);
    sent.end();
  });
}

const timeoutMs = 30_000;
const maxBytes = 256 * 1024;

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderValue(name, value);
    } catch {
      throw usageError(
        'InvalidHeader',
        `The value of the header ${name} contains a character that is not allowed in HTTP.`,
        'Use ASCII, or percent-encode the value if the server decodes it.',
      );
    }
    if (connectionHeader.test(name)) {
      throw usageError('InvalidHeader', `The header ${name} controls the connection and cannot be set.`, 'Remove it.');
    }
  }
}

const connectionHeader = /^(?:connection|expect|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/i;
