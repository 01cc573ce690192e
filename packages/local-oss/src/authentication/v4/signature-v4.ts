import { createHash, createHmac } from 'node:crypto';
import type { OssRequest } from '../../protocol/oss-request.ts';
import { percentEncode, percentEncodePath } from '../../protocol/percent-encoding.ts';
import type { Target } from '../../routing/route-request.ts';
import type { CredentialScope } from './credential-scope.ts';

/** A V4 signature and its intermediate results. */
export interface SignatureV4 {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

/** The input of a V4 signature. */
export interface SignatureV4Input {
  readonly request: Pick<OssRequest, 'method' | 'query' | 'headers'>;
  readonly target: { readonly bucket: Pick<Target['bucket'], 'name'>; readonly key: string };
  readonly scope: CredentialScope;
  /** `x-oss-date`, as sent. */
  readonly signTime: string;
  /** Lower-case names. */
  readonly additionalHeaders: readonly string[];
  readonly accessKeySecret: string;
}

/**
 * Computes the expected V4 signature of a request.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function computeSignatureV4(input: SignatureV4Input): SignatureV4 {
  const { scope } = input;
  const canonicalRequest = [
    input.request.method,
    percentEncodePath(`/${input.target.bucket.name}/${input.target.key}`),
    canonicalQuery(input.request),
    canonicalHeaders(input.request, input.additionalHeaders),
    input.additionalHeaders.join(';'),
    input.request.headers.get('x-oss-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scopeText = `${scope.date}/${scope.region}/${scope.product}/aliyun_v4_request`;
  const hash = createHash('sha256').update(canonicalRequest, 'utf8').digest('hex');
  const stringToSign = ['OSS4-HMAC-SHA256', input.signTime, scopeText, hash].join('\n');
  const key = [scope.date, scope.region, scope.product, 'aliyun_v4_request'].reduce<Buffer | string>(
    (previous, part) => hmac(previous, part),
    `aliyun_v4${input.accessKeySecret}`,
  );
  return { canonicalRequest, stringToSign, signature: hmac(key, stringToSign).toString('hex') };
}

/** Sorted by encoded name; a parameter with an empty value is written without `=`. */
function canonicalQuery(request: SignatureV4Input['request']): string {
  return request.query
    .filter((parameter) => parameter.name !== 'x-oss-signature')
    .map(({ name, value }) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([leftName, leftValue], [rightName, rightValue]) =>
      leftName === rightName ? compare(leftValue, rightValue) : compare(leftName, rightName),
    )
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

/** One line per signed header, each with a line break. */
function canonicalHeaders(request: SignatureV4Input['request'], additionalHeaders: readonly string[]): string {
  return [...request.headers]
    .filter(([name]) => isSignedByDefault(name) || additionalHeaders.includes(name))
    .sort(([left], [right]) => compare(left, right))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .join('');
}

/** Headers that V4 covers whenever they are present. */
export function isSignedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
