import { createHash, createHmac } from 'node:crypto';
import { type Credentials, type HeaderMap, percentEncode, type ResolvedRequest, type Signer } from '@ossferry/contract';

/** A minimal V4 signer. Represents the client's own signer, which a plugin may wrap. */
export const plainSigner: Signer = {
  header(request, credentials, now) {
    const token = credentials.securityToken;
    const headers = {
      ...request.headers,
      'x-oss-date': timeOf(now),
      'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
      ...(token !== undefined && { 'x-oss-security-token': token }),
    };
    const { signature, credential } = sign(request, request.query, headers, credentials, now);
    return { ...headers, authorization: `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}` };
  },

  query(request, credentials, now, expiresInSeconds) {
    if (!(expiresInSeconds > 0 && expiresInSeconds <= 604_800)) throw new RangeError('Invalid lifetime.');
    const { accessKeyId, securityToken } = credentials;
    const parameters = [
      ...request.query,
      ['x-oss-signature-version', 'OSS4-HMAC-SHA256'],
      ['x-oss-date', timeOf(now)],
      ['x-oss-expires', String(expiresInSeconds)],
      ['x-oss-credential', `${accessKeyId}/${scopeOf(request, now)}`],
      ...(securityToken === undefined ? [] : [['x-oss-security-token', securityToken] as const]),
    ] as readonly (readonly [string, string])[];
    const { signature } = sign(request, parameters, request.headers, credentials, now);
    const { baseUrl, path } = request.endpoint;
    return {
      url: `${baseUrl}${path}?${encodeQuery(parameters)}&x-oss-signature=${signature}`,
      signedHeaders: Object.fromEntries(Object.entries(request.headers).filter(([name]) => isSigned(name))),
    };
  },
};

function sign(
  request: ResolvedRequest,
  query: ResolvedRequest['query'],
  headers: HeaderMap,
  { accessKeyId, accessKeySecret }: Credentials,
  now: Date,
): { readonly signature: string; readonly credential: string } {
  const { method, bucket, key = '' } = request;
  const names = Object.keys(headers).filter(isSigned).sort();
  const canonical = [
    method,
    `/${bucket}/${percentEncode(key).replaceAll('%2F', '/')}`,
    encodeQuery(query.toSorted(([left], [right]) => (percentEncode(left) < percentEncode(right) ? -1 : 1))),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    '',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = scopeOf(request, now);
  const hash = createHash('sha256').update(canonical).digest('hex');
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const signingKey = scope.split('/').reduce<string | Buffer>(hmac, `aliyun_v4${accessKeySecret}`);
  const toSign = `OSS4-HMAC-SHA256\n${timeOf(now)}\n${scope}\n${hash}`;
  return { signature: hmac(signingKey, toSign).toString('hex'), credential: `${accessKeyId}/${scope}` };
}

function isSigned(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

function encodeQuery(query: ResolvedRequest['query']): string {
  return query
    .map(([name, value]) => (value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`))
    .join('&');
}

function timeOf(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d+/g, '');
}

function scopeOf({ endpoint: { region, product } }: ResolvedRequest, now: Date): string {
  return `${timeOf(now).slice(0, 8)}/${region}/${product}/aliyun_v4_request`;
}
