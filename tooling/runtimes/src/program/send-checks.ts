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
} from '@ossferry/client';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectError, expectTrue } from './expect.ts';
import type { TestConfig } from './test-config.ts';

/** Requests with signed headers over `fetch`, to a local OSS that verifies every signature. */
export function sendChecks({ bucket, account, temporary, ossEndpoint }: TestConfig): readonly Check[] {
  const clientWith = (options: ClientOptions = {}) =>
    createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account, ...options });

  const roundTrip = async (key: string, options: ClientOptions): Promise<void> => {
    const oss = clientWith(options);
    await oss.send(putObject({ bucket, key, body: 'text', contentType: 'text/plain', metadata: { a: 'b' } }));
    const head = await oss.send(headObject({ bucket, key }));
    expectEqual(head.headers.get('content-length'), '4');
    const response = await oss.send(getObject({ bucket, key }));
    expectEqual([await response.text(), response.headers.get('content-type')], ['text', 'text/plain']);
  };

  return checksOf('send', {
    V4: () => roundTrip('sent/v4 é', {}),
    V1: () => roundTrip('sent/v1 é', { signatureVersion: 'v1' }),
    'a security token': () => roundTrip('sent/token', { credentials: temporary }),
    'additional headers': () => roundTrip('sent/additional', { additionalHeaders: ['range', 'if-match'] }),

    'bytes and a range': async () => {
      const oss = clientWith();
      await oss.send(
        putObject({ bucket, key: 'sent/bytes', body: Uint8Array.from({ length: 256 }, (_, index) => index) }),
      );
      const response = await oss.send(getObject({ bucket, key: 'sent/bytes', rangeHeader: 'bytes=200-203' }));
      expectEqual([response.status, [...new Uint8Array(await response.arrayBuffer())]], [206, [200, 201, 202, 203]]);
    },

    'a multipart upload': async () => {
      const oss = clientWith();
      const address = { bucket, key: 'sent/parts' };
      const initiate = async (): Promise<string> => {
        const text = await (await oss.send(initiateMultipartUpload(address))).text();
        return /<UploadId>([^<]+)</.exec(text)?.[1] ?? '';
      };
      const uploadId = await initiate();
      const part = await oss.send(uploadPart({ ...address, uploadId, partNumber: 1, body: 'one part' }));
      const parts = [{ partNumber: 1, etag: part.headers.get('etag') ?? '' }];
      await oss.send(completeMultipartUpload({ ...address, uploadId, parts }));
      expectEqual(await (await oss.send(getObject(address))).text(), 'one part');
      await oss.send(abortMultipartUpload({ ...address, uploadId: await initiate() }));
    },

    'an error response is an OssError': () =>
      expectError(() => clientWith().send(getObject({ bucket, key: 'sent/missing' })), {
        name: 'OssError',
        code: 'NoSuchKey',
        status: 404,
        phase: 'headers',
      }),

    'a wrong secret is refused': () => {
      const credentials = { accessKeyId: account.accessKeyId, accessKeySecret: 'wrong' };
      return expectError(() => clientWith({ credentials }).send(getObject({ bucket, key: 'k' })), {
        code: 'SignatureDoesNotMatch',
        status: 403,
      });
    },

    'a retry has a new signature': async () => {
      const seconds = [0, 1000];
      const oss = clientWith({ retry: { baseDelayMs: 1 }, now: () => Date.now() + (seconds.shift() ?? 2000) });
      const response = await oss.send(putObject({ bucket, key: 'sent/flaky', body: 'again' }));
      expectTrue(response.ok, `The status is ${response.status}.`);
    },

    'an abort rejects with its reason': async () => {
      const reason = new Error('enough');
      const signal = AbortSignal.abort(reason);
      await expectError(() => clientWith().send({ ...getObject({ bucket, key: 'k' }), signal }), { message: 'enough' });
    },
  });
}
