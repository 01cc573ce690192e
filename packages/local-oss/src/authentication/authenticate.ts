import { invalidAuthorization, twoSignatures } from '../errors/authentication-errors.ts';
import type { AccountOptions } from '../options/account-options.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import type { AuthenticationContext } from './authentication-context.ts';
import { verifyV1Header } from './v1/verify-v1-header.ts';
import { verifyV1Url } from './v1/verify-v1-url.ts';
import { verifyV4Header } from './v4/verify-v4-header.ts';
import { verifyV4Url } from './v4/verify-v4-url.ts';

/**
 * Verifies the V4 or V1 signature in the URL or the `Authorization` header, and returns the account that signed.
 *
 * @returns `undefined` for an anonymous request
 * @throws ServiceError for every signature error that OSS documents
 */
export function authenticate(context: AuthenticationContext): AccountOptions | undefined {
  const authorization = context.request.headers.get('authorization');
  const urlVersion = findUrlVersion(context.request);
  if (authorization !== undefined && urlVersion !== undefined) throw twoSignatures();
  if (urlVersion !== undefined) return urlVersion === 'v4' ? verifyV4Url(context) : verifyV1Url(context);
  if (authorization === undefined) return undefined;
  if (authorization.startsWith('OSS4-HMAC-SHA256')) return verifyV4Header(context, authorization);
  if (authorization.startsWith('OSS ')) return verifyV1Header(context, authorization);
  throw invalidAuthorization();
}

/** One parameter is enough: a URL that lacks the others is refused, not treated as anonymous. */
function findUrlVersion(request: OssRequest): 'v4' | 'v1' | undefined {
  const names = new Set(request.query.map((parameter) => parameter.name));
  if (v4Parameters.some((name) => names.has(name))) return 'v4';
  return v1Parameters.some((name) => names.has(name)) ? 'v1' : undefined;
}

const v4Parameters = ['x-oss-signature-version', 'x-oss-signature', 'x-oss-credential'];
const v1Parameters = ['OSSAccessKeyId', 'Signature', 'Expires'];
