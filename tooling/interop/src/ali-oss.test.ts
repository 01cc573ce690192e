import { signUrl, signUrlV1 } from '@ossferry/core-signer';
import OSS from 'ali-oss';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aliOssCredentials, performWithAliOss } from './ali-oss.ts';
import { describeExercise } from './describe-exercise.ts';
import { type PresignCase, samplePresignCases } from './presign-cases.ts';
import { buildRequest } from './presign-with-ossferry.ts';
import { readSignedUrl } from './read-signed-url.ts';

describe('ali-oss', () => {
  describeExercise(performWithAliOss);

  afterEach(() => {
    vi.useRealTimers();
  });

  it('behavior: the same signatures as core-signer', async () => {
    for (const presignCase of samplePresignCases(500, 3).filter(isSignedCorrectlyByAliOss)) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(presignCase.now) });
      expect(signatureByCoreSigner(presignCase), JSON.stringify(presignCase)).toBe(
        await signatureByAliOss(presignCase),
      );
    }
  });
});

// ali-oss sorts parameter names by locale, OSS by byte.
function isSignedCorrectlyByAliOss({ request }: PresignCase): boolean {
  return request['parameters'] === undefined;
}

function signatureByCoreSigner({ client, credentials, now, expiresInSeconds, ...call }: PresignCase): string {
  const { method, bucket, key, query, headers } = buildRequest(call);
  const baseUrl = 'https://files.example.com';
  const input = { method, bucket, key, query, headers, credentials, baseUrl, expiresInSeconds, now: new Date(now) };
  if (client.signatureVersion === 'v1') return signUrlV1(input).signature;
  return signUrl({ ...input, region: client.region as string, additionalHeaders: client.additionalHeaders }).signature;
}

async function signatureByAliOss({ client, credentials, expiresInSeconds, ...call }: PresignCase): Promise<string> {
  const { method, bucket, key, query, headers } = buildRequest(call);
  const oss = new OSS({
    ...aliOssCredentials(credentials),
    bucket,
    region: `oss-${client.region}`,
  });
  if (client.signatureVersion === 'v1') {
    const subResource = Object.fromEntries(query);
    const options = { ...headers, method, expires: expiresInSeconds, subResource } as OSS.SignatureUrlOptions;
    return readSignedUrl(await oss.asyncSignatureUrl(key as string, options)).parameters['Signature'] as string;
  }
  // For null, ali-oss signs the name without `=`.
  const queries = Object.fromEntries(query.map(([name, value]) => [name, value === '' ? null : value]));
  const additional = (client.additionalHeaders ?? []).filter((name) => name.toLowerCase() in headers);
  const url = await oss.signatureUrlV4(
    method as 'GET',
    expiresInSeconds,
    { headers, queries },
    key as string,
    additional,
  );
  return readSignedUrl(url).parameters['x-oss-signature'] as string;
}
