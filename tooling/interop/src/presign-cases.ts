import type { ClientOptions } from '@ossferry/client';
import type { Credentials } from '@ossferry/contract';
import fc from 'fast-check';

/** One input of a presign, in values that travel as JSON. */
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
  /** Fields of the operation; all SDKs have them under the same names in their own spelling. */
  readonly request: { readonly bucket: string; readonly key: string } & Readonly<Record<string, unknown>>;
  /** Whole seconds. */
  readonly now: string;
  readonly expiresInSeconds: number;
}

type MultipartEnd = 'CompleteMultipartUpload' | 'AbortMultipartUpload';

/** Draws cases: the same seed gives the same ones. */
export function samplePresignCases(count: number, seed: number): readonly PresignCase[] {
  return fc.sample(presignCase, { numRuns: count, seed });
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
// Every code point that has a UTF-8 form, control characters and noncharacters too.
const key = fc.oneof(
  text,
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
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

// What each operation may have besides bucket and key; the names in the list are those that it must have.
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
    parameters: otherParameters(),
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
  return fc.record(fields, { requiredKeys, noNullPrototype: true }).map((drawn) => ({ name, fields: drawn as object }));
}

/** Query parameters that OSS does not know: V4 signs them in byte order of their names, V1 not at all. */
function otherParameters() {
  return fc.dictionary(fc.constantFrom('a', 'A', 'x-note', 'z_é'), text, { maxKeys: 3, noNullPrototype: true });
}
