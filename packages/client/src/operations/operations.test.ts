import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { OssError, type OssRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  type GetObjectInput,
  getObject,
  headObject,
  initiateMultipartUpload,
  putObject,
  uploadPart,
} from '../index.ts';
import { wireBody } from '../transport/wire-body.ts';

interface Field {
  readonly field: string;
  readonly position: 'query' | 'header';
  readonly name: string;
  readonly type?: string;
}

const { operations: sdkFields } = JSON.parse(
  readFileSync(new URL('../../../../tooling/vectors/request-fields.json', import.meta.url), 'utf8'),
) as { operations: Record<string, Field[]> };

type Build = (input: Record<string, unknown>) => OssRequest;
const builders = {
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
} as unknown as Record<string, Build>;

const required = { bucket: 'examplebucket', key: 'k', partNumber: 7, uploadId: 'upload' };

function valueFor({ field, type }: Field): unknown {
  if (field === 'partNumber') return 7;
  if (type === 'int') return 819_200;
  if (type === 'bool') return true;
  return type === 'dict,usermeta' ? { Author: 'a' } : `value of ${field}`;
}

describe.each(Object.entries(sdkFields))('%s', (operation, fields) => {
  it.each(fields)('option: $field becomes the $position $name', (field) => {
    const value = valueFor(field);
    const request = builders[operation]?.({ ...required, [field.field]: value }) as OssRequest;
    const isMetadata = typeof value === 'object';
    const name = isMetadata ? 'x-oss-meta-author' : field.name;
    const expected = isMetadata ? 'a' : String(value);
    if (field.position === 'query') expect(request.query).toContainEqual([name, expected]);
    else expect(request.headers[name.toLowerCase()]).toBe(expected);
  });

  it('behavior: the query has the order of the Python SDK', () => {
    const input = Object.fromEntries(fields.map((field) => [field.field, valueFor(field)]));
    const request = builders[operation]?.({ ...required, ...input }) as OssRequest;
    const names = fields.filter(({ position }) => position === 'query').map(({ name }) => name);
    expect(request.query.map(([name]) => name).filter((name) => name !== 'uploads')).toEqual(names);
  });
});

describe('getObject', () => {
  it('default: only bucket and key', () => {
    expect(getObject({ bucket: 'examplebucket', key: 'k' })).toEqual({
      operation: 'GetObject',
      method: 'GET',
      bucket: 'examplebucket',
      key: 'k',
      query: [],
      headers: {},
    });
  });

  it('behavior: the request and all of its parts are frozen', () => {
    const request = getObject({ bucket: 'examplebucket', key: 'k', versionId: 'v', ifMatch: '"e"' });
    expect([request, request.query, request.headers].every(Object.isFrozen)).toBe(true);
  });

  it('option: parameters come before fields; a field replaces a parameter of its name in place', () => {
    const request = getObject({
      bucket: 'examplebucket',
      key: 'k',
      parameters: { versionId: 'generic', 'x-oss-traffic-limit': '819200', flag: '' },
      process: 'image/info',
      versionId: 'field',
    });
    expect(request.query).toEqual([
      ['versionId', 'field'],
      ['x-oss-traffic-limit', '819200'],
      ['flag', ''],
      ['x-oss-process', 'image/info'],
    ]);
  });

  it('option: header names become lower-case, and fields take precedence', () => {
    const request = getObject({
      bucket: 'examplebucket',
      key: 'k',
      headers: { Range: 'bytes=0-1', 'X-Oss-Meta-A': 'b' },
      rangeHeader: 'bytes=2-3',
    });
    expect(request.headers).toEqual({ range: 'bytes=2-3', 'x-oss-meta-a': 'b' });
  });

  // Without the check, most of these would be lost: they have no properties of their own.
  it.each<[string, Record<string, unknown>, string]>([
    ['a number that is not an integer', { trafficLimit: Number.NaN }, 'x-oss-traffic-limit'],
    ['a date', { ifModifiedSince: new Date(0) }, 'if-modified-since'],
    ['a list', { versionId: ['a', 'b'] }, 'versionId'],
    ['an object', { versionId: { a: 'b' } }, 'versionId'],
    ['a function', { process: () => 'image/info' }, 'x-oss-process'],
    ['an object as a parameter', { parameters: { a: { b: 'c' } } }, 'a'],
    ['parameters as a Map', { parameters: new Map([['a', 'b']]) }, 'parameters'],
    ['parameters as URLSearchParams', { parameters: new URLSearchParams('a=b') }, 'parameters'],
    ['parameters as text', { parameters: 'a=b' }, 'parameters'],
    ['headers as Headers', { headers: new Headers({ a: 'b' }) }, 'headers'],
    ['headers as a list', { headers: [['a', 'b']] }, 'headers'],
  ])('error: %s', (_, fields, name) => {
    expect(() => getObject({ bucket: 'examplebucket', key: 'k', ...fields })).toThrow(
      `The value of ${name} cannot be sent.`,
    );
  });

  it('error: metadata as a Map', () => {
    const metadata = new Map([['a', 'b']]) as never;
    expect(() => putObject({ bucket: 'examplebucket', key: 'k', metadata })).toThrow(
      expect.objectContaining({ code: 'InvalidParameter', phase: 'config' }),
    );
  });
});

describe('putObject', () => {
  it('option: objectAcl takes precedence over acl', () => {
    const { headers } = putObject({ bucket: 'examplebucket', key: 'k', acl: 'private', objectAcl: 'public-read' });
    expect(headers).toEqual({ 'x-oss-object-acl': 'public-read' });
  });

  it('behavior: accepts a Uint8Array of another realm, such as a Buffer with jsdom', async () => {
    const body: Uint8Array<ArrayBuffer> = runInNewContext('new Uint8Array([97, 98])');
    expect(body).not.toBeInstanceOf(Uint8Array);
    const request = putObject({ bucket: 'examplebucket', key: 'k', body });
    expect(await new Response(wireBody(request.body as typeof body)).text()).toBe('ab');
  });

  it('error: a stream without a function', () => {
    const body = new ReadableStream() as never;
    expect(() => putObject({ bucket: 'examplebucket', key: 'k', body })).toThrow(
      expect.objectContaining({ code: 'InvalidBody' }),
    );
  });
});

describe('completeMultipartUpload', () => {
  const input = { bucket: 'examplebucket', key: 'k', uploadId: 'u' };

  it('option: objectAcl takes precedence over acl', () => {
    const { headers } = completeMultipartUpload({ ...input, acl: 'private', objectAcl: 'public-read' });
    expect(headers).toEqual({ 'x-oss-object-acl': 'public-read' });
  });

  it('option: parts become the XML body, sorted by number', () => {
    const parts = [
      { partNumber: 2, etag: '"B&<"' },
      { partNumber: 1, etag: '"A"' },
    ];
    expect(completeMultipartUpload({ ...input, parts }).body).toBe(
      '<CompleteMultipartUpload>' +
        '<Part><PartNumber>1</PartNumber><ETag>"A"</ETag></Part>' +
        '<Part><PartNumber>2</PartNumber><ETag>"B&amp;&lt;"</ETag></Part>' +
        '</CompleteMultipartUpload>',
    );
  });

  it.each([null, undefined, ''])('error: a part whose ETag is %j', (etag) => {
    expect(() => completeMultipartUpload({ ...input, parts: [{ partNumber: 3, etag: etag as never }] })).toThrow(
      expect.objectContaining({ code: 'InvalidParameter', message: expect.stringContaining('part 3 has no ETag') }),
    );
  });

  it('error: parts and completeAll', () => {
    expect(() => completeMultipartUpload({ ...input, parts: [], completeAll: 'yes' })).toThrow(OssError);
  });

  it.each([1, 10_000])('default: part number %s', (partNumber) => {
    expect(uploadPart({ ...input, partNumber }).query).toContainEqual(['partNumber', String(partNumber)]);
  });

  it.each([0, 10_001, 1.5, Number.NaN])('error: part number %s', (partNumber) => {
    expect(() => completeMultipartUpload({ ...input, parts: [{ partNumber, etag: 'e' }] })).toThrow(
      expect.objectContaining({ code: 'InvalidPartNumber' }),
    );
    expect(() => uploadPart({ ...input, partNumber })).toThrow(expect.objectContaining({ code: 'InvalidPartNumber' }));
  });

  it('error: no upload ID', () => {
    expect(() => abortMultipartUpload({ ...input, uploadId: '' })).toThrow(
      expect.objectContaining({ code: 'InvalidUploadId' }),
    );
  });
});

// Checked by `pnpm typecheck`.
describe('types', () => {
  it('behavior: a body may be a web stream of Node, or bytes of any buffer', () => {
    const bytes: Uint8Array = new TextEncoder().encode('a');
    for (const body of [() => Readable.toWeb(Readable.from(['a'])), bytes, Buffer.from(bytes)]) {
      expect(putObject({ bucket: 'examplebucket', key: 'k', body }).body).toBe(body);
    }
  });

  it('behavior: the types suggest known values and accept others', () => {
    const input: GetObjectInput = {
      bucket: 'examplebucket',
      key: 'k',
      requestPayer: 'requester',
      rangeBehavior: 'new',
    };
    expect(getObject(input).headers).toEqual({ 'x-oss-range-behavior': 'new', 'x-oss-request-payer': 'requester' });
  });
});
