import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Credentials } from '@ossferry/contract';
import { type LocalServer, startServer } from './start-server.ts';

/**
 * Starts an STS that lets one user assume any role. It verifies signatures (V3 or V1) with independent code. `/pair`
 * returns credentials without a signature, as a sidecar does. Requests may come from pages of any origin.
 */
export function startSts(user: Credentials): Promise<LocalServer> {
  return startServer(({ request, url, body }) => {
    if (request.method === 'OPTIONS') return { body: '' };
    const expiration = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
    if (url.pathname === '/pair')
      return { body: JSON.stringify({ Code: 'Success', ...credentialsOf('uri', expiration) }) };
    if (!isSigned(request, url, body, user)) {
      return {
        status: 400,
        body: JSON.stringify({
          Code: 'SignatureDoesNotMatch',
          Message: 'The signature does not match.',
          RequestId: 'R',
        }),
      };
    }
    return { body: JSON.stringify({ RequestId: 'R', Credentials: credentialsOf('role', expiration) }) };
  });
}

function credentialsOf(name: string, expiration: string): object {
  return {
    AccessKeyId: `STS.${name}`,
    AccessKeySecret: `${name}-secret`,
    SecurityToken: `${name}-token`,
    Expiration: expiration,
  };
}

function isSigned(request: IncomingMessage, url: URL, body: string, user: Credentials): boolean {
  const { authorization } = request.headers;
  return authorization === undefined
    ? isSignedV1(request, url, body, user)
    : isSignedV3(request, url, body, user, authorization);
}

function isSignedV3(
  request: IncomingMessage,
  url: URL,
  body: string,
  user: Credentials,
  authorization: string,
): boolean {
  const pattern = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=(.+)$/;
  const [, accessKeyId, names = '', signature] = pattern.exec(authorization) ?? [];
  const lines = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [request.method, url.pathname, canonicalQuery(url.searchParams), lines.join(''), names];
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const toSign = `ACS3-HMAC-SHA256\n${hash([...canonical, hash(body)].join('\n'))}`;
  const expected = createHmac('sha256', user.accessKeySecret).update(toSign).digest('hex');
  return accessKeyId === user.accessKeyId && signature === expected;
}

function isSignedV1(request: IncomingMessage, url: URL, body: string, user: Credentials): boolean {
  const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body)]);
  const signature = parameters.get('Signature');
  parameters.delete('Signature');
  const toSign = `${request.method}&%2F&${encode(canonicalQuery(parameters))}`;
  const expected = createHmac('sha1', `${user.accessKeySecret}&`).update(toSign).digest('base64');
  return parameters.get('AccessKeyId') === user.accessKeyId && signature === expected;
}

function canonicalQuery(parameters: URLSearchParams): string {
  const sorted = [...parameters].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
