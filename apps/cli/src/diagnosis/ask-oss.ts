import { request as requestHttp, validateHeaderValue } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ResponseInput } from '@ossferry/diagnose';
import { connectionError } from '../network/connection-error.ts';
import type { Agents } from '../network/open-agents.ts';
import { proxyRefused } from '../network/proxy-error.ts';
import { splitTarget } from '../network/split-target.ts';
import { usageError } from '../usage-error.ts';

/** What was sent, what came back, and when. */
export interface LiveAnswer {
  readonly request: { readonly method: string; readonly headers: Readonly<Record<string, string>> };
  readonly response: ResponseInput & { readonly status: number };
  readonly receivedAt: Date;
}

/** Asks OSS for one byte through a URL, sent exactly as it is written, redirects not followed. */
export function askOss(
  url: string,
  method: string,
  givenHeaders: Readonly<Record<string, string>> = {},
  agents?: Agents | undefined,
): Promise<LiveAnswer> {
  const { hostname, port, protocol, path } = splitTarget(url);
  const headers = { range: 'bytes=0-0', 'accept-encoding': 'identity', ...givenHeaders };
  checkHeaders(headers);
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(connectionError(cause, { protocol, hostname, port }));
    const sent = send(
      { hostname, port, method, path, headers, agent: agents?.[protocol] ?? false, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        const finish = (): void => {
          response.destroy();
          const { statusCode: status = 0 } = response;
          if (status === 407) {
            reject(proxyRefused(hostname, status));
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
          // A server without ranges sends the whole object: nobody needs it here.
          if (chunks.reduce((size, { length }) => size + length, 0) > maxBytes) finish();
        });
        response.on('end', finish);
        response.on('error', fail);
      },
    );
    sent.on('timeout', () => {
      sent.destroy(Object.assign(new Error(`no answer within ${timeoutMs / 1000} s`), { code: 'ETIMEDOUT' }));
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
        `The header ${name} holds a character that HTTP cannot carry.`,
        'Write its value in ASCII; percent-encode the rest, if its reader decodes it.',
      );
    }
    if (connectionHeader.test(name)) {
      throw usageError(
        'InvalidHeader',
        `The header ${name} belongs to each connection, and is not sent.`,
        'Leave it out.',
      );
    }
  }
}

const connectionHeader = /^(?:connection|expect|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/i;
