import type { OssResponse } from '../protocol/oss-response.ts';
import { checkConditions } from './check-conditions.ts';
import { objectHeaders, validatorHeaders, versionHeaders } from './object-headers.ts';
import type { Operation, OperationContext } from './operation.ts';
import { selectVersion } from './select-version.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/headobject */
export const headObject: Operation = { permission: 'read', run: runHeadObject };

function runHeadObject(context: OperationContext): OssResponse {
  const object = selectVersion(context);
  if (checkConditions(context.request.headers, object) === 'not-modified') {
    const headers = { ...validatorHeaders(object), ...versionHeaders(object.versionId, context.bucket) };
    return { status: 304, headers };
  }
  return {
    status: 200,
    headers: { ...objectHeaders(object, context.bucket), 'content-length': String(object.sizeBytes) },
  };
}
