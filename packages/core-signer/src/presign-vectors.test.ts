import { describe, expect, it } from 'vitest';
import { independentSignatureV1 } from './independent-v1.test-support.ts';
import { type SignedUrl, type SignedUrlV1, signUrl, signUrlV1 } from './index.ts';
import { callerQuery, type PresignVector, parameterOf, presignVectors, splitUrl } from './vectors.test-support.ts';

describe('presigned URLs of the official Python SDK', () => {
  it('default: there are 220 vectors', () => {
    expect(presignVectors).toHaveLength(220);
    expect(presignVectors.filter((vector) => vector.knownDefect)).toHaveLength(6);
  });

  for (const vector of presignVectors.filter(({ knownDefect }) => knownDefect === undefined)) {
    it(`default: ${vector.name} is identical byte for byte`, () => {
      const signed = sign(vector);
      expect(signed.url).toBe(vector.expected.url);
      expect(signed.signedHeaders).toEqual(lowerCaseNames(vector.expected.signedHeaders));
    });
  }

  for (const vector of presignVectors.filter(({ knownDefect }) => knownDefect !== undefined)) {
    it(`behavior: ${vector.name} differs only in the signature: x-oss-process is signed, as OSS documents`, () => {
      const signed = sign(vector);
      const process = parameterOf(signed.url, 'x-oss-process');
      expect(signed.stringToSign).toContain(`x-oss-process=${process}`);
      expect(signed.signature).toBe(independentSignatureV1(vector.credentials.accessKeySecret, signed.stringToSign));
      expect(signed.url).not.toBe(vector.expected.url);
      expect(withoutSignature(signed.url)).toBe(withoutSignature(vector.expected.url));
    });
  }
});

function sign(vector: PresignVector): SignedUrl | SignedUrlV1 {
  const { client, request, credentials, expected } = vector;
  const { baseUrl, path } = splitUrl(expected.url);
  const common = {
    method: expected.method,
    bucket: request.bucket,
    key: request.key,
    baseUrl,
    // Only path style needs a path; elsewhere the signer makes it from the key.
    path: path.startsWith(`/${request.bucket}/`) ? path : undefined,
    query: callerQuery(expected.url),
    headers: { ...expected.signedHeaders, ...(request.rangeHeader && { range: request.rangeHeader }) },
    credentials,
    now: new Date(vector.now),
    expiresInSeconds: (Date.parse(expected.expiration) - Date.parse(vector.now)) / 1000,
  };
  if (client.signatureVersion === 'v1') return signUrlV1(common);
  const { region, cloudBoxId } = client;
  return signUrl(cloudBoxId ? { ...common, region: cloudBoxId, product: 'oss-cloudbox' } : { ...common, region });
}

function withoutSignature(url: string): string {
  return url.replace(/&Signature=[^&]*$/, '');
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
