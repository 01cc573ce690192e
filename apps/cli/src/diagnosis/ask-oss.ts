import { request as requestHttp, validateHeaderValue } from 'node:http';
import { request as requestHttps } from 'node:https';
import { OssError } from '@ossferry/contract';
import type { ResponseInput } from '@ossferry/diagnose';
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
): Promise<LiveAnswer> {
  const { hostname, port, protocol, target } = splitTarget(url);
  const headers = { range: 'bytes=0-0', 'accept-encoding': 'identity', ...givenHeaders };
  checkHeaders(headers);
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(connectionFailed(hostname, cause));
    const sent = send(
      { hostname, port, method, path: target, headers, agent: false, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        const finish = (): void => {
          response.destroy();
          const { statusCode: status = 0 } = response;
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
          if (chunks.reduce((size, { length }) => size + length, 0) > maximumBytes) finish();
        });
        response.on('end', finish);
        response.on('error', fail);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    sent.on('error', fail);
    sent.end();
  });
}

const timeoutMs = 30_000;
const maximumBytes = 256 * 1024;
const maximumPort = 65_535;

interface Target {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: string | undefined;
  /** Path and query. What HTTP cannot carry is percent-encoded, as every client does. */
  readonly target: string;
}

function splitTarget(url: string): Target {
  const [, scheme, hostname, port, rest = '/'] =
    /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^:/?#]+)(?::(\d+))?([^#]*)/i.exec(url) ?? [];
  if (scheme === undefined || hostname === undefined) {
    throw usageError('InvalidUrl', 'This is no http or https URL.', 'Give the whole URL, in quotes.');
  }
  if (!/^[!-~]+$/.test(hostname) || Number(port ?? 0) > maximumPort || /\p{Surrogate}/u.test(rest)) {
    throw usageError(
      'InvalidUrl',
      'The URL cannot be sent: its host name, its port or a character of it is none.',
      'Write the host name in ASCII (xn--…), and see what happened to the URL: ossferry inspect.',
    );
  }
  const target = rest.replace(/[\t\r\n]/g, '').replace(/[^!-~]/gu, encodeURIComponent);
  return {
    protocol: scheme.toLowerCase() === 'https' ? 'https:' : 'http:',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    target: target.startsWith('/') ? target : `/${target}`,
  };
}

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

function connectionFailed(hostname: string, cause: Error): OssError {
  return new OssError({
    code: 'ConnectionFailed',
    phase: 'connect',
    message: `${hostname} could not be asked: ${cause.message}.`,
    advice: 'Check the network and the host name; without --live, nothing is sent.',
    retryable: true,
    cause,
  });
}
