import { request as httpRequest } from 'node:http';
import { onTestFinished } from 'vitest';
import { computeSignatureV1 } from './authentication/v1/signature-v1.ts';
import { computeSignatureV4 } from './authentication/v4/signature-v4.ts';
import type { LocalOss } from './local-oss.ts';
import type { LocalOssOptions } from './options/local-oss-options.ts';
import { parseQuery } from './protocol/query.ts';
import { startLocalOss } from './start-local-oss.ts';

/** The long-term account of all tests. */
export const account = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'long-term-secret' };

/** The temporary account of all tests. */
export const temporaryAccount = {
  accessKeyId: 'STS.Example',
  accessKeySecret: 'temporary-secret',
  securityToken: 'tok+en/with=chars',
};

/** The server's time in all tests. */
export const NOW: Date = new Date('2026-03-04T05:06:07Z');

/** Starts a local OSS with one bucket of each kind; it is closed after the test. */
export async function startTestOss(options: Partial<LocalOssOptions> = {}): Promise<LocalOss> {
  const local = await startLocalOss({
    buckets: [
      'examplebucket',
      { name: 'public-bucket', acl: 'public-read' },
      { name: 'versioned', versioning: 'Enabled' },
    ],
    accounts: [account, temporaryAccount],
    now: () => NOW.getTime(),
    ...options,
  });
  onTestFinished(() => local.close());
  return local;
}

/** A request whose target is sent unchanged. */
export interface TestRequest {
  readonly method?: string;
  /** Path and query, both percent-encoded. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A response, complete or not. */
export interface TestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly text: string;
  /** Whether the body is complete according to HTTP. */
  readonly isComplete: boolean;
}

/** Sends a request without normalizing its target. Rejects if the connection is lost before the headers. */
export function send(
  local: LocalOss,
  { method = 'GET', target, headers = {}, body }: TestRequest,
): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port: local.port, method, path: target, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        const finish = (): void => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: bytes,
            text: bytes.toString('utf8'),
            isComplete: response.complete,
          });
        };
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', finish);
        response.on('end', finish);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The input of the signing helpers. */
export interface SigningOptions {
  readonly bucket?: string;
  readonly key: string;
  readonly account?: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken?: string;
  };
  readonly region?: string;
  readonly now?: Date;
  readonly expiresInSeconds?: number;
  readonly additionalHeaders?: readonly string[];
  /** Query parameters besides the signature, percent-encoded. */
  readonly query?: string;
  readonly method?: string;
  /** Headers that the signature covers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs a URL with V4 and returns the target `/bucket/key?…`. The vectors test this signature independently. */
export function presign(options: SigningOptions): string {
  const { key, bucket = 'examplebucket', now = NOW, region = 'cn-hangzhou', method = 'GET', headers = {} } = options;
  const { accessKeyId, accessKeySecret, securityToken } = { securityToken: undefined, ...(options.account ?? account) };
  const signTime = basicDate(now);
  const parameters = [
    ...(options.query === undefined ? [] : [options.query]),
    'x-oss-signature-version=OSS4-HMAC-SHA256',
    `x-oss-date=${signTime}`,
    `x-oss-expires=${options.expiresInSeconds ?? 900}`,
    `x-oss-credential=${encodeURIComponent(`${accessKeyId}/${signTime.slice(0, 8)}/${region}/oss/aliyun_v4_request`)}`,
    ...(securityToken === undefined ? [] : [`x-oss-security-token=${encodeURIComponent(securityToken)}`]),
    ...(options.additionalHeaders === undefined
      ? []
      : [`x-oss-additional-headers=${encodeURIComponent(options.additionalHeaders.join(';'))}`]),
  ].join('&');
  const { signature } = computeSignatureV4({
    request: { method, query: parseQuery(parameters), headers: lowerCase(headers) },
    target: { bucket: { name: bucket }, key },
    scope: { accessKeyId, date: signTime.slice(0, 8), region, product: 'oss' },
    signTime,
    additionalHeaders: options.additionalHeaders ?? [],
    accessKeySecret,
  });
  return `${pathOf(bucket, key)}?${parameters}&x-oss-signature=${signature}`;
}

/** Signs a URL with V1 and returns the target `/bucket/key?…`. */
export function presignV1(options: SigningOptions): string {
  const { key, bucket = 'examplebucket', now = NOW, method = 'GET', headers = {} } = options;
  const { accessKeyId, accessKeySecret, securityToken } = { securityToken: undefined, ...(options.account ?? account) };
  const expires = String(Math.floor(now.getTime() / 1000) + (options.expiresInSeconds ?? 900));
  const parameters = [
    ...(options.query === undefined ? [] : [options.query]),
    `OSSAccessKeyId=${accessKeyId}`,
    `Expires=${expires}`,
    ...(securityToken === undefined ? [] : [`security-token=${encodeURIComponent(securityToken)}`]),
  ].join('&');
  const { signature } = computeSignatureV1({
    request: { method, query: parseQuery(parameters), headers: lowerCase(headers) },
    target: { bucket: { name: bucket }, key },
    date: expires,
    accessKeySecret,
  });
  return `${pathOf(bucket, key)}?${parameters}&Signature=${encodeURIComponent(signature)}`;
}

/** Signs the headers of a request with V4. */
export function signedHeaders(options: SigningOptions): Record<string, string> {
  const { key, bucket = 'examplebucket', now = NOW, region = 'cn-hangzhou', method = 'GET' } = options;
  const { accessKeyId, accessKeySecret, securityToken } = { securityToken: undefined, ...(options.account ?? account) };
  const signTime = basicDate(now);
  const additional = options.additionalHeaders ?? [];
  const headers = {
    ...options.headers,
    'x-oss-date': signTime,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
  };
  const { signature } = computeSignatureV4({
    request: { method, query: parseQuery(options.query ?? ''), headers: lowerCase(headers) },
    target: { bucket: { name: bucket }, key },
    scope: { accessKeyId, date: signTime.slice(0, 8), region, product: 'oss' },
    signTime,
    additionalHeaders: additional,
    accessKeySecret,
  });
  const credential = `${accessKeyId}/${signTime.slice(0, 8)}/${region}/oss/aliyun_v4_request`;
  const list = additional.length === 0 ? '' : `AdditionalHeaders=${additional.join(';')},`;
  return { ...headers, authorization: `OSS4-HMAC-SHA256 Credential=${credential},${list}Signature=${signature}` };
}

/** Sends a request with V4 headers. */
export function sendSigned(
  local: LocalOss,
  options: SigningOptions & { readonly body?: string | Uint8Array; readonly unsignedHeaders?: Record<string, string> },
): Promise<TestResponse> {
  const { bucket = 'examplebucket', key, query } = options;
  return send(local, {
    method: options.method ?? 'GET',
    target: `${pathOf(bucket, key)}${query === undefined ? '' : `?${query}`}`,
    headers: { ...signedHeaders(options), ...options.unsignedHeaders },
    ...(options.body === undefined ? {} : { body: options.body }),
  });
}

/** Returns the text of an XML element. */
export function xmlText(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** Returns the path-style path of an object, as for IP addresses. */
export function pathOf(bucket: string, key: string): string {
  return `/${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}`;
}

function basicDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function lowerCase(headers: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
