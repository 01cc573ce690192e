import { invalidDigest, missingContentLength } from '../errors/request-errors.ts';
import type { ReceivedContent } from '../store/receive-content.ts';
import type { OperationContext } from './operation.ts';

/**
 * Stores a request body and checks it against `Content-MD5` and `x-oss-hash-crc64ecma`, where the request has them.
 *
 * @throws ServiceError MissingContentLength, InvalidDigest; nothing is then kept
 */
export async function receiveBody({ request, store, body }: OperationContext): Promise<ReceivedContent> {
  const { headers } = request;
  if (!headers.has('content-length') && !headers.has('transfer-encoding')) {
    throw missingContentLength();
  }
  const content = await store.receive(body);
  const checks = [
    { expected: headers.get('content-md5'), computed: content.md5.toString('base64') },
    { expected: headers.get('x-oss-hash-crc64ecma'), computed: String(content.crc64) },
  ];
  for (const { expected, computed } of checks) {
    if (expected !== undefined && expected !== '' && expected !== computed) {
      store.discard(content.segments);
      throw invalidDigest({ expected, computed });
    }
  }
  return content;
}
