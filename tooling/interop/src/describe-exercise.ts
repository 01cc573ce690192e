import { createHash } from 'node:crypto';
import type { Credentials } from '@ossferry/contract';
import { createCRC64 } from 'hash-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curl, runCurl } from './curl.ts';
import type { Exercise, ExerciseReport, Outcome } from './exercise.ts';
import { type StartedExercise, startExercise } from './start-exercise.ts';

const account: Credentials = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'long-term-secret' };
const temporary: Credentials = {
  accessKeyId: 'STS.Example',
  accessKeySecret: 'secret',
  securityToken: 'CAIS+/example==',
};

const signatures = {
  V4: ['v4', account],
  'V4 with a security token': ['v4', temporary],
  V1: ['v1', account],
  'V1 with a security token': ['v1', temporary],
} as const;

const allSignatures = Object.keys(signatures) as (keyof typeof signatures)[];

/** Defines the tests of a client that performs the exercise, for each kind of signature. */
export function describeExercise(
  perform: (exercise: Exercise) => Promise<ExerciseReport>,
  names: readonly (keyof typeof signatures)[] = allSignatures,
): void {
  describe.each(names)('%s', (name) => {
    const [signatureVersion, credentials] = signatures[name];
    let started: StartedExercise;
    let report: ExerciseReport;
    beforeAll(async () => {
      started = await startExercise(signatureVersion, credentials);
      report = await perform(started.exercise);
    }, 60_000);
    afterAll(() => started.close());

    it('behavior: puts an object', async () => {
      const { text } = started.exercise;
      expect(report.put).toEqual({ etag: `"${md5(text).toUpperCase()}"`, crc64: await crc64(text) });
    });

    it('behavior: gets it with its content type and metadata', () => {
      const { text, contentType, owner } = started.exercise;
      expect(report.get).toEqual({ text, contentType, owner });
    });

    it('behavior: gets its headers', () => {
      const { text, contentType } = started.exercise;
      const sizeBytes = Buffer.byteLength(text);
      expect(report.head).toEqual({ sizeBytes, contentType, etag: `"${md5(text).toUpperCase()}"` });
    });

    it('behavior: lists objects in pages', () => {
      const { listedKeys } = started.exercise;
      expect(report.list).toEqual({ pages: [listedKeys.slice(0, 2), listedKeys.slice(2)] });
    });

    it('behavior: multipart upload', async () => {
      expect(report.uploadParts).toEqual({
        partCount: 6,
        etag: expect.stringMatching(/^"[0-9A-F]{32}-6"$/),
        crc64: await crc64(started.fileContent),
      });
    });

    it('behavior: downloads with its own downloader', () => {
      const { fileContent } = started;
      expect(report.download).toEqual({ sizeBytes: fileContent.length, md5: md5(fileContent) });
    });

    it('behavior: deletes an object', () => {
      expect(report.delete).toMatchObject({ status: 404, code: 'NoSuchKey' });
    });

    it('error: a missing object', () => {
      expect(report.getMissing).toEqual({ status: 404, code: 'NoSuchKey', ec: '0026-00000001', hasRequestId: true });
    });

    it('error: a wrong secret', () => {
      expect(report.getWithWrongSecret).toMatchObject({
        status: 403,
        code: 'SignatureDoesNotMatch',
        hasRequestId: true,
      });
    });

    it.skipIf(curl.missing !== undefined)('behavior: curl downloads with its presigned URL', async () => {
      const { text, disposition } = started.exercise;
      const { status, headers, body } = await runCurl(factsOf(report.presign).get);
      expect({ status, body }).toEqual({ status: 200, body: text });
      expect(headers['content-disposition']).toBe(disposition);
    });

    it.skipIf(curl.missing !== undefined)('behavior: curl uploads with its presigned URL', async () => {
      const { status, headers } = await runCurl(factsOf(report.presign).put, { upload: 'by curl' });
      expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: `"${md5('by curl').toUpperCase()}"` });
    });

    it.skipIf(curl.missing !== undefined)(
      'behavior: curl downloads with its presigned URL of a custom domain',
      async () => {
        const { status, body } = await runCurl(factsOf(report.presignCustomDomain), {
          resolve: `files.example.com:${started.port}:127.0.0.1`,
        });
        expect({ status, body }).toEqual({ status: 200, body: started.exercise.text });
      },
    );
  });
}

function factsOf<Facts>(outcome: Outcome<Facts>): Facts {
  if (typeof outcome === 'object' && outcome !== null && 'failed' in outcome) throw new Error(outcome.failed);
  return outcome as Facts;
}

function md5(content: string | Uint8Array): string {
  return createHash('md5').update(content).digest('hex');
}

async function crc64(content: string | Uint8Array): Promise<string> {
  const hash = await createCRC64();
  return BigInt(`0x${hash.update(content).digest()}`).toString();
}
