import { noSuchUpload } from '../../errors/multipart-errors.ts';
import { queryValue } from '../../protocol/query.ts';
import type { MultipartUpload } from '../../store/stored-object.ts';
import type { OperationContext } from '../operation.ts';

/**
 * Finds the multipart upload of `uploadId`.
 *
 * @throws ServiceError NoSuchUpload, also if it belongs to another key
 */
export function findUpload({ request, bucket, key, store }: OperationContext): MultipartUpload {
  const uploadId = queryValue(request.query, 'uploadId') ?? '';
  const upload = store.findUpload(bucket.name, uploadId);
  if (upload === undefined || upload.key !== key) throw noSuchUpload(uploadId);
  return upload;
}
