import { invalidAuthorization, twoSignatures } from '../errors/authentication-errors.ts';
import type { OssRequest } from '../server/oss-request.ts';
import type { AuthenticationContext } from './authentication-context.ts';
import type { Identity } from './identity.ts';
import { verifyV1Header } from './v1/verify-v1-header.ts';
import { verifyV1Url } from './v1/verify-v1-url.ts';
import { verifyV4Header } from './v4/verify-v4-header.ts';
import { verifyV4Url } from './v4/verify-v4-url.ts';

/**
 * Verifies the signature of a request, whichever of the four forms it has; without any the request is anonymous.
 *
 * @throws ServiceError each refusal that OSS documents for signatures
 */
export function authenticate(context: AuthenticationContext): Identity {
  const authorization = context.request.headers.get('authorization');
  const urlForm = findUrlForm(context.request);
  if (authorization !== undefined && urlForm !== undefined) {
    throw twoSignatures();
  }
  if (urlForm !== undefined) {
    return { type: 'account', account: urlForm === 'v4' ? verifyV4Url(context) : verifyV1Url(context) };
  }
  if (authorization === undefined) {
    return { type: 'anonymous' };
  }
  if (authorization.startsWith('OSS4-HMAC-SHA256')) {
    return { type: 'account', account: verifyV4Header(context, authorization) };
  }
  if (authorization.startsWith('OSS ')) {
    return { type: 'account', account: verifyV1Header(context, authorization) };
  }
  throw invalidAuthorization();
}

/** One parameter of a form is enough: a URL that lost the others is refused, not taken for anonymous. */
function findUrlForm(request: OssRequest): 'v4' | 'v1' | undefined {
  const names = new Set(request.query.map((parameter) => parameter.name));
  if (V4_PARAMETERS.some((name) => names.has(name))) {
    return 'v4';
  }
  return V1_PARAMETERS.some((name) => names.has(name)) ? 'v1' : undefined;
}

const V4_PARAMETERS = ['x-oss-signature-version', 'x-oss-signature', 'x-oss-credential'];
const V1_PARAMETERS = ['OSSAccessKeyId', 'Signature', 'Expires'];
