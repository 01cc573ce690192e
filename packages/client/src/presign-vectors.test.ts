import { readFileSync } from 'node:fs';
import type { Credentials, OssRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import {
  abortMultipartUpload,
  type ClientOptions,
  completeMultipartUpload,
  createClient,
  getObject,
  headObject,
  initiateMultipartUpload,
  putObject,
  uploadPart,
} from './index.ts';

interface Vector {
  readonly name: string;
  readonly operation: keyof typeof operations;
  readonly client: ClientOptions;
  readonly credentials: Credentials;
  readonly request: Record<string, unknown>;
  readonly now: string;
  readonly expiresSeconds?: number;
  readonly expiration?: string;
  readonly knownDefect?: string;
  readonly expected: { method: string; url: string; expiration: string; signedHeaders: Record<string, string> };
}

// The vectors are untyped data: the comparison of the URLs proves that their fields are correct.
const operations = {
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
} as unknown as Record<string, (input: Record<string, unknown>) => OssRequest>;

function readVectors(file: string): readonly Vector[] {
  const text = readFileSync(new URL(`../../../tooling/vectors/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: Vector[] }).vectors;
}

function presignVector({ client, credentials, now, operation, request, expiresSeconds, expiration }: Vector) {
  const oss = createClient({ ...client, credentials, now: () => Date.parse(now) });
  return oss.presign(operations[operation]?.(request) as OssRequest, {
    expires: expiresSeconds,
    expiration: expiration === undefined ? undefined : new Date(expiration),
  });
}

function lowerCaseNames(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

const withoutV1Signature = (url: string) => url.replace(/&Signature=[^&]*/, '');

describe.each(['presign-vectors.json', 'presign-random.json', 'presign-edges.json'])('%s', (file) => {
  it.each(readVectors(file))('behavior: $name', async (vector) => {
    const { expected, knownDefect } = vector;
    const { method, url, expiration, signedHeaders } = await presignVector(vector);
    expect({ method, expiration, signedHeaders }).toEqual({
      method: expected.method,
      expiration: new Date(expected.expiration),
      signedHeaders: lowerCaseNames(expected.signedHeaders),
    });
    if (knownDefect === undefined) {
      expect(url).toBe(expected.url);
    } else {
      // The Python SDK's only defect is in what V1 signs, so only the signature differs.
      expect(url).not.toBe(expected.url);
      expect(withoutV1Signature(url)).toBe(withoutV1Signature(expected.url));
    }
  });
});
