import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeSignatureV1 } from './v1/signature-v1.ts';
import { parseAdditionalHeaders } from './v4/additional-headers.ts';
import { computeSignatureV4, isSignedByDefault } from './v4/signature-v4.ts';

interface PublishedVector {
  readonly id: string;
  readonly kind: 'v4-header' | 'v4-url' | 'v1-header' | 'v1-url';
  readonly input: {
    readonly method: string;
    readonly bucket: string | null;
    readonly key: string | null;
    readonly queryDecoded: Record<string, string>;
    readonly headers: Record<string, string>;
    readonly accessKeyId: string;
    readonly accessKeySecret: string | null;
    readonly securityToken?: string | null;
    readonly region: string;
    readonly product: string;
    readonly date?: string;
    readonly expiresUnix?: number;
  };
  readonly expected: {
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    readonly signature: string;
    readonly additionalHeaders?: string;
    readonly sortedQuery?: string;
    readonly authorization?: string;
  };
}

const vectors = (
  JSON.parse(readFileSync(new URL('../../../../tooling/vectors/published-vectors.json', import.meta.url), 'utf8')) as {
    signatureVectors: PublishedVector[];
  }
).signatureVectors;

describe('computeSignatureV4', () => {
  it.each(vectors.filter((vector) => vector.kind === 'v4-header'))('default: $id', ({ input, expected }) => {
    const [signTime = ''] = /\d{8}T\d{6}Z/.exec(expected.stringToSign) ?? [];
    const headers = new Map([
      ...lowerCase(input.headers),
      ['x-oss-content-sha256', 'UNSIGNED-PAYLOAD'] as const,
      ['x-oss-date', signTime] as const,
    ]);
    if (input.securityToken) headers.set('x-oss-security-token', input.securityToken);
    expect(compute(input, expected, signTime, headers, Object.entries(input.queryDecoded))).toMatchObject({
      canonicalRequest: expected.canonicalRequest,
      stringToSign: expected.stringToSign,
      // The documentation masks the secret of this example.
      ...(input.accessKeySecret === null ? {} : { signature: expected.signature }),
    });
  });

  it.each(vectors.filter((vector) => vector.kind === 'v4-url'))('default: $id', ({ input, expected }) => {
    const [signTime = ''] = /\d{8}T\d{6}Z/.exec(expected.stringToSign) ?? [];
    const query = [...new URLSearchParams(expected.sortedQuery)];
    expect(compute(input, expected, signTime, lowerCase(input.headers), query)).toEqual({
      canonicalRequest: expected.canonicalRequest,
      stringToSign: expected.stringToSign,
      signature: expected.signature,
    });
  });
});

describe('computeSignatureV1', () => {
  it.each(vectors.filter((vector) => vector.kind.startsWith('v1')))('default: $id', ({ kind, input, expected }) => {
    const query =
      kind === 'v1-url' ? [...new URLSearchParams(expected.sortedQuery)] : Object.entries(input.queryDecoded);
    const headers = lowerCase(input.headers);
    expect(
      computeSignatureV1({
        request: { method: input.method, query: query.map(([name, value]) => ({ name, value: value ?? '' })), headers },
        target: { bucket: { name: input.bucket ?? '' }, key: input.key ?? '' },
        date: input.expiresUnix === undefined ? (input.date ?? '') : String(input.expiresUnix),
        accessKeySecret: input.accessKeySecret ?? '',
      }),
    ).toEqual({ stringToSign: expected.stringToSign, signature: expected.signature });
  });
});

function compute(
  input: PublishedVector['input'],
  expected: PublishedVector['expected'],
  signTime: string,
  headers: ReadonlyMap<string, string>,
  query: readonly (readonly [string, string | null])[],
): ReturnType<typeof computeSignatureV4> {
  return computeSignatureV4({
    request: { method: input.method, query: query.map(([name, value]) => ({ name, value: value ?? '' })), headers },
    target: { bucket: { name: input.bucket ?? '' }, key: input.key ?? '' },
    scope: {
      accessKeyId: input.accessKeyId,
      date: signTime.slice(0, 8),
      region: input.region,
      product: input.product,
    },
    signTime,
    additionalHeaders: parseAdditionalHeaders(expected.additionalHeaders ?? '').filter(
      (name) => !isSignedByDefault(name),
    ),
    accessKeySecret: input.accessKeySecret ?? '',
  });
}

function lowerCase(headers: Record<string, string>): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
