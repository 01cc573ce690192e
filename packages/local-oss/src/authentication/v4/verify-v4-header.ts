import { invalidAuthorization, invalidSigningScope, missingDate } from '../../errors/authentication-errors.ts';
import { invalidArgument } from '../../errors/request-errors.ts';
import type { AccountOptions } from '../../options/account-options.ts';
import type { OssRequest } from '../../protocol/oss-request.ts';
import { parseBasicDate } from '../../protocol/parse-date.ts';
import type { AuthenticationContext } from '../authentication-context.ts';
import { checkSkew } from '../check-skew.ts';
import { findAccount } from '../find-account.ts';
import { checkAdditionalHeaders, parseAdditionalHeaders } from './additional-headers.ts';
import { checkSignatureV4 } from './check-signature-v4.ts';
import { parseCredential } from './credential-scope.ts';

/**
 * Verifies an `Authorization: OSS4-HMAC-SHA256 …` header.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 * @throws ServiceError
 */
export function verifyV4Header(context: AuthenticationContext, authorization: string): AccountOptions {
  const { request, target, now } = context;
  const fields = parseAuthorization(authorization);
  const scope = parseCredential(fields.credential);
  if (scope === undefined) {
    throw invalidSigningScope('Invalid credential in Authorization header.', '0002-00000213', authorization);
  }
  const signTime = readSignTime(request);
  const signDate = parseBasicDate(signTime);
  if (signDate === undefined || !signTime.startsWith(scope.date)) {
    throw invalidSigningScope('Invalid signing date in Authorization header.', '0002-00000212', authorization);
  }
  if (scope.region !== target.bucket.region) {
    throw invalidSigningScope('Invalid signing region in Authorization header.', '0002-00000226', authorization);
  }
  checkSkew(signDate, now);
  const account = findAccount(context, scope.accessKeyId);
  checkAdditionalHeaders(fields.additionalHeaders, request, { absent: '0002-00000211', malformed: '0002-00000211' });
  checkSignatureV4(
    {
      request,
      target,
      scope,
      signTime,
      additionalHeaders: fields.additionalHeaders,
      accessKeySecret: account.accessKeySecret,
    },
    fields.signature,
    account.accessKeyId,
  );
  return account;
}

interface AuthorizationFields {
  readonly credential: string;
  readonly additionalHeaders: readonly string[];
  readonly signature: string;
}

/** The documentation puts spaces after the commas, the SDKs do not. */
function parseAuthorization(authorization: string): AuthorizationFields {
  const match = /^OSS4-HMAC-SHA256\s+Credential=([^,]*)(?:,\s*AdditionalHeaders=([^,]*))?,\s*Signature=(\S*)$/i.exec(
    authorization,
  );
  if (match === null) throw invalidAuthorization();
  const [, credential = '', additional, signature = ''] = match;
  if (additional?.trim() === '') {
    throw invalidArgument('AdditionalHeaders must not be empty.', 'AdditionalHeaders', '', '0002-00000209');
  }
  return { credential, additionalHeaders: parseAdditionalHeaders(additional ?? ''), signature };
}

function readSignTime(request: OssRequest): string {
  const own = request.headers.get('x-oss-date');
  if (own !== undefined) return own;
  const date = request.headers.get('date');
  if (date === undefined) throw missingDate();
  const parsed = new Date(date);
  return Number.isNaN(parsed.getTime()) ? date : `${parsed.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
