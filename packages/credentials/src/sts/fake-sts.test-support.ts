import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type FakeServer, fakeServer, type Reply, type SeenRequest } from '../fake-server.test-support.ts';

export interface FakeStsOptions {
  /** Secrets by access key ID. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Tokens by access key ID. Requests with these keys must send their token. */
  readonly tokens?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  /** Responds before anything is checked. */
  readonly intercept?: (request: SeenRequest, number: number) => Reply | undefined;
}

export interface FakeSts extends FakeServer {
  /** Parameters of every accepted request. */
  readonly accepted: readonly Readonly<Record<string, string>>[];
}

/**
 * A fake STS that checks signatures with its own code, which is written from the documentation and shares nothing with the
 * signer under test. It refuses wrong secrets, reused nonces, and times that are more than 15 minutes off.
 */
export async function fakeSts(options: FakeStsOptions = {}): Promise<FakeSts> {
  const { now = Date.now, intercept } = options;
  const nonces = new Set<string>();
  const accepted: Record<string, string>[] = [];
  const server = await fakeServer((request, number) => {
    const date = { date: new Date(now()).toUTCString() };
    const early = intercept?.(request, number);
    if (early !== undefined) return { ...early, headers: { ...date, ...early.headers } };
    const form = Object.fromEntries(new URLSearchParams(request.body));
    const isV3 = request.headers['authorization'] !== undefined;
    const refusal = isV3 ? checkV3(request, options) : checkV1(request, form, options);
    if (refusal !== undefined) return { ...refusal, headers: date };
    const nonce = (isV3 ? request.headers['x-acs-signature-nonce'] : request.query.get('SignatureNonce')) ?? '';
    if (nonce === '' || nonces.has(nonce)) return { ...refuse(400, 'SignatureNonceUsed'), headers: date };
    nonces.add(nonce);
    const time = (isV3 ? request.headers['x-acs-date'] : request.query.get('Timestamp')) ?? '';
    // STS does not accept fractions of a second.
    if (!/T\d\d:\d\d:\d\dZ$/.test(time)) return { ...refuse(400, 'InvalidTimeStamp.Format'), headers: date };
    if (!(Math.abs(Date.parse(time) - now()) <= 900_000)) {
      return { ...refuse(400, 'InvalidTimeStamp.Expired'), headers: date };
    }
    accepted.push({ ...Object.fromEntries(request.query), ...form });
    const lifetimeSeconds = Number(form['DurationSeconds'] ?? 3600);
    const expiration = new Date(now() + lifetimeSeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    return { headers: date, body: assumed(accepted.length, expiration) };
  });
  return Object.assign(server, { accepted });
}

/** The response of STS to an accepted request. */
export function assumed(number: number, expiration: string | undefined): object {
  return {
    RequestId: `REQUEST-${number}`,
    AssumedRoleUser: { Arn: 'acs:ram::1:role/reader/session', AssumedRoleId: '1:session' },
    Credentials: {
      AccessKeyId: `STS.role-${number}`,
      AccessKeySecret: `role-secret-${number}`,
      SecurityToken: `role-token-${number}`,
      Expiration: expiration,
    },
  };
}

/** The response of STS to a refused request. */
export function refuse(status: number, code: string, message = 'no'): Reply {
  return { status, body: { RequestId: 'REQUEST-0', HostId: 'sts', Code: code, Message: message } };
}

const hexHash = (text: string): string => createHash('sha256').update(text).digest('hex');

function encodeText(text: string): string {
  let escaped = '';
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte);
    escaped += /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

function canonical(pairs: readonly (readonly [string, string])[]): string {
  const sorted = pairs.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([name, value]) => `${encodeText(name)}=${encodeText(value)}`).join('&');
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function checkV1(request: SeenRequest, form: Record<string, string>, options: FakeStsOptions): Reply | undefined {
  const parameters = { ...Object.fromEntries(request.query), ...form };
  // OpenID Connect and SAML requests are not signed.
  if (/^AssumeRoleWith/.test(parameters['Action'] ?? '')) {
    const signed = ['Signature', 'SignatureMethod', 'SignatureVersion', 'AccessKeyId'].find(
      (name) => name in parameters,
    );
    return signed === undefined ? undefined : refuse(400, `Unwanted.${signed}`);
  }
  const { Signature: signature = '', ...rest } = parameters;
  const secret = options.accounts?.[rest['AccessKeyId'] ?? ''];
  if (secret === undefined) return refuse(404, 'InvalidAccessKeyId.NotFound');
  if (options.tokens?.[rest['AccessKeyId'] ?? ''] !== rest['SecurityToken']) return refuse(400, 'InvalidSecurityToken');
  const stringToSign = `${request.method}&${encodeText('/')}&${encodeText(canonical(Object.entries(rest)))}`;
  const expected = createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64');
  if (isSame(signature, expected)) return undefined;
  return refuse(
    400,
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
}

function checkV3(request: SeenRequest, options: FakeStsOptions): Reply | undefined {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    request.headers['authorization'] ?? '',
  );
  if (match === null) return refuse(400, 'IncompleteSignature');
  const [, accessKeyId = '', signedHeaders = '', signature = ''] = match;
  const secret = options.accounts?.[accessKeyId];
  if (secret === undefined) return refuse(404, 'InvalidAccessKeyId.NotFound');
  const token = request.headers['x-acs-security-token'];
  if (options.tokens?.[accessKeyId] !== token) return refuse(400, 'InvalidSecurityToken');
  const names = signedHeaders.split(';');
  const required = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-acs-'));
  if (!required.every((name) => names.includes(name))) return refuse(400, 'MissingSignedHeaders');
  if (request.headers['x-acs-content-sha256'] !== hexHash(request.body)) return refuse(400, 'ContentHashMismatch');
  const canonicalRequest = [
    request.method,
    request.path,
    canonical([...request.query]),
    ...names.map((name) => `${name}:${(request.headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    hexHash(request.body),
  ].join('\n');
  const stringToSign = `ACS3-HMAC-SHA256\n${hexHash(canonicalRequest)}`;
  const expected = createHmac('sha256', secret).update(stringToSign).digest('hex');
  if (isSame(signature, expected)) return undefined;
  return refuse(
    400,
    'SignatureDoesNotMatch',
    `server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`,
  );
}
