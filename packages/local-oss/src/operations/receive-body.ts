import { invalidDigest, missingContentLength } from '../errors/request-errors.ts';
import type { ReceivedContent } from '../store/receive-content.ts';
import type { OperationContext } from './operation.ts';

/**
 * Stores a request body and compares it with the `Content-MD5` and `x-oss-hash-crc64ecma` of the request, if any.
 *
 * @throws ServiceError MissingContentLength, InvalidDigest; then nothing is stored
 */
export async function receiveBody({ request, store, body }: OperationContext): Promise<ReceivedContent> {
  const { headers } = request;
  if (!headers.has('content-length') && !headers.has('transfer-encoding')) throw missingContentLength();
  const content = await store.receive(body);
  const checks = [
    { expected: headers.get('content-md5'), computed: content.contentMd5 },
    { expected: headers.get('x-oss-hash-crc64ecma'), computed: content.crc64 },
  ];
  for (const { expected, computed } of checks) {
    if (expected !== undefined && expected !== '' && expected !== computed) {
      store.discard(content.segments);
      throw invalidDigest({ expected, computed });
    }
  }
  return content;
}
