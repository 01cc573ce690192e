import { describe, expect, it } from 'vitest';
import { signHeaders, signHeadersV1, signUrl, signUrlV1 } from './index.ts';
import { signHeadersWith } from './v4/sign-headers.ts';
import { createSigningKey } from './v4/signing-key.ts';
import {
  executedVectors,
  type PublishedInput,
  type PublishedVector,
  publishedVectors,
  splitUrl,
} from './vectors.test-support.ts';

describe("signatures printed in OSS's documentation and SDK tests", () => {
  it('default: there are 24 vectors', () => {
    expect(publishedVectors).toHaveLength(24);
  });

  for (const vector of publishedVectors) {
    it(`default: ${vector.id} (${vector.kind})`, () => {
      const { expected } = vector;
      const signed = sign(vector);
      expect(signed.stringToSign).toBe(expected.stringToSign);
      expect(signed.signature).toBe(expected.signature);
      if (expected.canonicalRequest !== undefined)
        expect(signed).toHaveProperty('canonicalRequest', expected.canonicalRequest);
      if ('url' in signed) expect(sortedQuery(signed.url)).toBe(sortedQuery(`?${expected.sortedQuery}`));
      if ('headers' in signed && expected.authorization) {
        expect(signed.headers['authorization']).toBe(expected.authorization.replace('(masked in doc)', 'masked'));
      }
    });
  }
});

describe('URLs that the Python SDK and an independent implementation agree on', () => {
  for (const vector of executedVectors) {
    it(`default: ${vector.id}`, () => {
      const { baseUrl, path } = splitUrl(vector.pythonSdkUrl);
      const request = { ...input(vector.input), baseUrl, path, expiresInSeconds: vector.input.expiresSeconds };
      const signed = vector.id.startsWith('v4') ? signUrl(request) : signUrlV1(request);
      if (vector.agreesWithIndependentImplementation) {
        expect(signed.url).toBe(vector.pythonSdkUrl);
        expect(signed.stringToSign).toBe(vector.pythonSdkStringToSign);
        if (vector.canonicalRequest) expect(signed).toHaveProperty('canonicalRequest', vector.canonicalRequest);
      } else {
        expect(signed.stringToSign).toBe(vector.independentStringToSign);
        expect(signed.signature).toBe(vector.independentSignature);
        expect(signed.url).not.toBe(vector.pythonSdkUrl);
      }
    });
  }
});

function sign({ kind, input: vectorInput }: PublishedVector) {
  const request = input(vectorInput);
  const baseUrl = 'https://example.com';
  if (kind === 'v4-header') {
    const { signingKeyHex } = vectorInput;
    if (signingKeyHex === undefined) return signHeaders(request);
    // For this vector the documentation shows the derived key, but not the secret.
    const key = Uint8Array.from(Buffer.from(signingKeyHex, 'hex'));
    return signHeadersWith(
      (_secret, date, region, product) => createSigningKey(`${date}/${region}/${product}/aliyun_v4_request`, key),
      request,
    );
  }
  if (kind === 'v4-url') return signUrl({ ...request, baseUrl, expiresInSeconds: vectorInput.expiresSeconds });
  if (kind === 'v1-header') return signHeadersV1({ ...request, now: new Date(vectorInput.date) });
  const now = new Date((vectorInput.expiresUnix - 60) * 1000);
  return signUrlV1({ ...request, baseUrl, now, expiresInSeconds: 60 });
}

function input(vectorInput: PublishedInput) {
  const { method, bucket, key, headers, region, product, signTimeUnix, requestedAdditionalHeaders } = vectorInput;
  return {
    ...{ method, bucket, key: key ?? undefined, headers, region, product },
    query: Object.entries(vectorInput.queryDecoded),
    additionalHeaders: requestedAdditionalHeaders,
    credentials: {
      accessKeyId: vectorInput.accessKeyId.startsWith('(') ? 'masked' : vectorInput.accessKeyId,
      accessKeySecret: vectorInput.accessKeySecret ?? 'masked',
      securityToken: vectorInput.securityToken ?? undefined,
    },
    now: new Date(signTimeUnix * 1000),
  };
}

function sortedQuery(url: string): string {
  return (url.split('?')[1] ?? '').split('&').sort().join('&');
}
