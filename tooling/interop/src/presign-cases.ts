import type { ClientOptions } from '@ossferry/client';
import type { Credentials } from '@ossferry/contract';
import fc from 'fast-check';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/** The input of a presign operation, as JSON values. */
export interface PresignCase {
  readonly operation:
    | 'GetObject'
    | 'HeadObject'
    | 'PutObject'
    | 'InitiateMultipartUpload'
    | 'UploadPart'
    | MultipartEnd;
  readonly client: Omit<ClientOptions, 'credentials'> & { readonly signatureVersion: 'v1' | 'v4' };
  readonly credentials: Credentials;
  /** The fields of the operation, which have the same names in all SDKs, except for case. */
  readonly request: { readonly bucket: string; readonly key: string } & Readonly<Record<string, unknown>>;
  /** Whole seconds. */
  readonly now: string;
  readonly expiresInSeconds: number;
}

type MultipartEnd = 'CompleteMultipartUpload' | 'AbortMultipartUpload';

/** Generates cases; the same seed generates the same cases. */
export function samplePresignCases(count: number, seed: number): readonly PresignCase[] {
  return fc.sample(presignCase, { numRuns: count, seed });
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
// All code points except surrogates, including control characters and noncharacters.
const key = fc.oneof(
  text,
  fc.string({ unit: character, minLength: 1, maxLength: 60 }),
  fc.webPath().map((path) => `k${path}`),
);
const token = fc.stringMatching(/^[!-~]{1,60}$/);
const letters = fc.stringMatching(/^[A-Za-z0-9]{16,30}$/);
const visible = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
const bucket = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,40}[a-z0-9]$/);
const md5 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64'));

const requestPayer = fc.constant('requester');
const trafficLimit = fc.integer({ min: 819_200, max: 838_860_800 });
const uploadId = fc.stringMatching(/^[0-9A-F]{32}$/);
const stored = {
  contentType: fc.constantFrom('text/plain', 'application/json; charset=utf-8'),
  storageClass: fc.constantFrom('Standard', 'IA'),
  metadata: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), visible, { maxKeys: 3, noNullPrototype: true }),
  tagging: fc.constant('TagA=A&TagB=B'),
  requestPayer,
};

// The fields of each operation besides bucket and key; those in the list are required.
const operations = fc.oneof(
  operation('GetObject', [], {
    versionId: text,
    responseCacheControl: text,
    responseContentDisposition: text,
    responseContentEncoding: text,
    responseContentLanguage: text,
    responseExpires: text,
    rangeBehavior: fc.constant('standard'),
    requestPayer,
    trafficLimit,
  }),
  operation('GetObject', [], {
    process: text,
    headers: fc.record({ 'x-client': visible }),
    parameters: unknownParameters(),
  }),
  operation('HeadObject', [], { versionId: text, requestPayer }),
  operation('PutObject', [], { ...stored, contentMd5: md5, trafficLimit, forbidOverwrite: fc.constant('true') }),
  operation('InitiateMultipartUpload', [], stored),
  operation('UploadPart', ['partNumber', 'uploadId'], {
    partNumber: fc.integer({ min: 1, max: 10_000 }),
    uploadId,
    contentMd5: md5,
    requestPayer,
  }),
  operation('CompleteMultipartUpload', ['uploadId'], { uploadId, requestPayer }),
  operation('AbortMultipartUpload', ['uploadId'], { uploadId, requestPayer }),
);

const hosts: fc.Arbitrary<Omit<ClientOptions, 'credentials'>> = fc.constantFrom(
  {},
  {},
  { disableSsl: true },
  { useInternalEndpoint: true },
  { useDualStackEndpoint: true },
  { endpoint: 'https://files.example.com', useCname: true },
  { endpoint: 'http://files.example.com:8080', useCname: true },
  { endpoint: 'https://oss.example.com', usePathStyle: true },
  { endpoint: 'http://127.0.0.1:8080' },
);

const presignCase: fc.Arbitrary<PresignCase> = fc
  .record({
    operation: operations,
    host: hosts,
    region: fc.constantFrom('cn-hangzhou', 'ap-southeast-1', 'eu-central-1'),
    signatureVersion: fc.constantFrom('v4', 'v4', 'v1'),
    bucket,
    key,
    credentials: fc.record(
      { accessKeyId: letters, accessKeySecret: letters, securityToken: token },
      { requiredKeys: ['accessKeyId', 'accessKeySecret'] },
    ),
    now: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    expiresInSeconds: fc.integer({ min: 1, max: 604_800 }),
  })
  .map(({ operation, host, region, signatureVersion, bucket, key, credentials, now, expiresInSeconds }) => ({
    operation: operation.name,
    client: { ...host, region, signatureVersion, additionalHeaders: ['X-Client'] } as PresignCase['client'],
    credentials: credentials as Credentials,
    request: { ...operation.fields, bucket, key },
    now: `${now.toISOString().slice(0, 19)}Z`,
    expiresInSeconds,
  }));

function operation<Fields extends Record<string, fc.Arbitrary<unknown>>>(
  name: PresignCase['operation'],
  requiredKeys: (keyof Fields & string)[],
  fields: Fields,
) {
  return fc
    .record(fields, { requiredKeys, noNullPrototype: true })
    .map((generated) => ({ name, fields: generated as object }));
}

/** Query parameters that OSS does not know: V4 signs them, sorted by byte, and V1 does not. */
function unknownParameters() {
  return fc.dictionary(fc.constantFrom('a', 'A', 'x-note', 'z_é'), text, { maxKeys: 3, noNullPrototype: true });
}
