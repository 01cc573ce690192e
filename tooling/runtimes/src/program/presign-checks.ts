import {
  abortMultipartUpload,
  type ClientOptions,
  completeMultipartUpload,
  createClient,
  getObject,
  headObject,
  initiateMultipartUpload,
  type OssRequest,
  putObject,
  uploadPart,
} from '@ossferry/client';
import { cnameEndpoint } from '@ossferry/cname-endpoint';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectError, expectTrue } from './expect.ts';
import type { PresignCall, TestConfig } from './test-config.ts';

/** The vectors of all seven operations, and requests to a local OSS with their URLs. */
export function presignChecks(config: TestConfig): readonly Check[] {
  const { bucket, account, ossEndpoint } = config;
  const local = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });

  /** Sends a request with a presigned URL: its method and its signed headers. */
  const use = async (request: OssRequest, body?: string): Promise<Response> => {
    const { url, method, signedHeaders } = await local.presign(request);
    // As bytes: for text, fetch would send a Content-Type that is not signed.
    const bytes = body === undefined ? null : new TextEncoder().encode(body);
    const response = await fetch(url, { method, headers: signedHeaders, body: bytes });
    expectTrue(response.ok, `${request.operation} returned ${response.status}: ${await response.clone().text()}`);
    return response;
  };

  return [
    ...config.vectors.client.map((vector): Check => {
      return { topic: 'presign', name: vector.name, run: () => comparePresign(vector) };
    }),

    ...checksOf('presign', {
      'a custom domain': async () => {
        const domain = cnameEndpoint({ domain: 'https://static.example.com', bucket, region: 'cn-hangzhou' });
        const oss = createClient({ region: 'cn-hangzhou', credentials: account, plugins: [domain] });
        const { url } = await oss.presign(getObject({ bucket, key: 'a b/é.txt' }));
        expectTrue(url.startsWith('https://static.example.com/a%20b/%C3%A9.txt?x-oss-'), 'The URL is wrong.');
      },

      'put, head and get': async () => {
        const address = { bucket, key: 'presigned/é +.txt' };
        await use(putObject({ ...address, contentType: 'text/plain' }), 'through a URL');
        await use(headObject(address));
        expectEqual(await (await use(getObject(address))).text(), 'through a URL');
      },

      'a multipart upload': async () => {
        const address = { bucket, key: 'presigned/parts' };
        const initiated = await (await use(initiateMultipartUpload(address))).text();
        const uploadId = /<UploadId>([^<]+)</.exec(initiated)?.[1] ?? '';
        const part = await use(uploadPart({ ...address, uploadId, partNumber: 1 }), 'one part');
        const etag = part.headers.get('etag') ?? '';
        const list = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
        await use(completeMultipartUpload({ ...address, uploadId }), list);
        expectEqual(await (await use(getObject(address))).text(), 'one part');
      },

      'an aborted upload': async () => {
        const address = { bucket, key: 'presigned/aborted' };
        const initiated = await (await use(initiateMultipartUpload(address))).text();
        const uploadId = /<UploadId>([^<]+)</.exec(initiated)?.[1] ?? '';
        await use(abortMultipartUpload({ ...address, uploadId }));
      },

      'a lifetime of more than seven days is refused': () =>
        expectError(() => local.presign(getObject({ bucket, key: 'k' }), { expires: 604_801 }), { phase: 'config' }),
    }),
  ];
}

// The types of the fields are not checked here; the comparison shows that they fit.
const operations = {
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
} as unknown as Readonly<Record<string, (input: unknown) => OssRequest>>;

async function comparePresign(vector: PresignCall): Promise<void> {
  const { client, credentials, now, operation, request, expiresSeconds, expiration, expected, knownDefect } = vector;
  const options: ClientOptions = { ...client, credentials, now: () => Date.parse(now) };
  const build = operations[operation];
  if (build === undefined) throw new Error(`Unknown operation: ${operation}`);
  const signed = await createClient(options).presign(build(request), {
    expires: expiresSeconds,
    expiration: expiration === undefined ? undefined : new Date(expiration),
  });
  const comparable = (url: string): string =>
    knownDefect === undefined ? url : url.replace(/&(Signature|signature)=[^&]*/, '');
  expectEqual(
    {
      method: signed.method,
      url: comparable(signed.url),
      expiration: signed.expiration.getTime(),
      signedHeaders: signed.signedHeaders,
    },
    {
      method: expected.method,
      url: comparable(expected.url),
      expiration: Date.parse(expected.expiration),
      signedHeaders: Object.fromEntries(
        Object.entries(expected.signedHeaders).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    },
  );
}
