import { describe, expect, it } from 'vitest';
import { documentedStringToSignV1, independentSignatureV1 } from './independent-v1.test-support.ts';
import { signHeaders, signHeadersV1, signUrl, signUrlV1 } from './index.ts';
import { type SignerVector, signerVectors, splitUrl } from './vectors.test-support.ts';

describe("the official Python SDK's signers", () => {
  it('default: there are 120 vectors', () => {
    expect(signerVectors).toHaveLength(120);
    expect(signerVectors.filter((vector) => vector.knownDefect)).toHaveLength(16);
  });

  for (const vector of signerVectors) {
    const form = `${vector.signatureVersion} ${vector.mode}`;
    if (vector.knownDefect === undefined) {
      it(`default: ${vector.name} (${form}) is identical byte for byte`, () => expectSame(vector));
    } else {
      it(`behavior: ${vector.name} (${form}) is signed as OSS documents, unlike the SDK`, () =>
        expectDocumented(vector));
    }
  }
});

function expectSame(vector: SignerVector): void {
  const { expected, mode } = vector;
  if (mode === 'query') {
    const { url, stringToSign } = vector.signatureVersion === 'v4' ? signUrl(input(vector)) : signUrlV1(input(vector));
    expect({ url, stringToSign }).toEqual({ url: expected.url, stringToSign: expected.stringToSign });
  } else {
    const { headers, stringToSign } =
      vector.signatureVersion === 'v4' ? signHeaders(input(vector)) : signHeadersV1(input(vector));
    const { authorization } = expected;
    expect(headers).toEqual({ ...vector.headers, ...expected.headers, authorization });
    expect(stringToSign).toBe(expected.stringToSign);
  }
}

function expectDocumented(vector: SignerVector): void {
  const { credentials, expected, mode } = vector;
  const { stringToSign, signature } = mode === 'query' ? signUrlV1(input(vector)) : signHeadersV1(input(vector));
  expect(stringToSign).not.toBe(expected.stringToSign);
  expect(stringToSign).toBe(documentedStringToSignV1(vector));
  expect(signature).toBe(independentSignatureV1(credentials.accessKeySecret, stringToSign));
  if (mode === 'header') {
    const { headers } = signHeadersV1(input(vector));
    expect(headers['x-oss-security-token']).toBe(credentials.securityToken);
    expect(headers).not.toHaveProperty('security-token');
  }
}

function input(vector: SignerVector) {
  const { method, bucket, key, headers, additionalHeaders, region, product, credentials } = vector;
  const { baseUrl, path, query } = splitUrl(vector.url);
  return {
    ...{ method, bucket, key, query, headers, additionalHeaders, region, product, credentials },
    ...{ baseUrl, path, now: new Date(vector.now), expiresInSeconds: vector.expiresSeconds },
  };
}
