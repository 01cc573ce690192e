import { accessDenied, invalidSigningScope, requestExpired } from '../../errors/authentication-errors.ts';
import { invalidArgument } from '../../errors/request-errors.ts';
import type { AccountOptions } from '../../options/account-options.ts';
import { parseBasicDate } from '../../protocol/parse-date.ts';
import { queryValue } from '../../protocol/query.ts';
import type { AuthenticationContext } from '../authentication-context.ts';
import { maxSkewMs } from '../check-skew.ts';
import { findAccount } from '../find-account.ts';
import { checkAdditionalHeaders, parseAdditionalHeaders } from './additional-headers.ts';
import { checkSignatureV4 } from './check-signature-v4.ts';
import { type CredentialScope, parseCredential } from './credential-scope.ts';

/**
 * Verifies a V4 presigned URL.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/add-signatures-to-urls
 * @throws ServiceError
 */
export function verifyV4Url(context: AuthenticationContext): AccountOptions {
  const { request, target, now } = context;
  const presigned = readParameters(context);
  checkValidity(presigned.signDate, presigned.expiresInSeconds, now);
  const account = findAccount(context, presigned.scope.accessKeyId, queryValue(request.query, 'x-oss-security-token'));
  checkAdditionalHeaders(presigned.additionalHeaders, request, {
    absent: '0002-00000077',
    malformed: '0002-00000078',
  });
  checkSignatureV4(
    { ...presigned, request, target, accessKeySecret: account.accessKeySecret },
    presigned.signature,
    account.accessKeyId,
  );
  return account;
}

interface PresignedUrl {
  readonly scope: CredentialScope;
  readonly signTime: string;
  readonly signDate: Date;
  readonly expiresInSeconds: number;
  readonly additionalHeaders: readonly string[];
  readonly signature: string;
}

function readParameters({ request, target }: AuthenticationContext): PresignedUrl {
  const read = (name: string): string | undefined => queryValue(request.query, name);
  const version = read('x-oss-signature-version');
  if (version !== 'OSS4-HMAC-SHA256') throw invalidParameter('x-oss-signature-version', version, '0002-00000066');
  const credential = read('x-oss-credential');
  if (credential === undefined) throw invalidParameter('x-oss-credential', credential, '0002-00000217');
  const scope = parseCredential(credential);
  if (scope === undefined) throw invalidParameter('x-oss-credential', credential, '0002-00000224');
  const signTime = read('x-oss-date') ?? '';
  const signDate = parseBasicDate(signTime);
  if (signDate === undefined || !signTime.startsWith(scope.date)) {
    throw invalidParameter('x-oss-date', signTime, '0002-00000223');
  }
  if (scope.region !== target.bucket.region) {
    throw invalidSigningScope('Invalid signing region in x-oss-credential.', '0002-00000228', undefined);
  }
  const additional = read('x-oss-additional-headers');
  if (additional === '') throw invalidParameter('x-oss-additional-headers', additional, '0002-00000076');
  return {
    scope,
    signTime,
    signDate,
    expiresInSeconds: readExpires(read('x-oss-expires')),
    additionalHeaders: parseAdditionalHeaders(additional ?? ''),
    signature: read('x-oss-signature') ?? '',
  };
}

function readExpires(text: string | undefined): number {
  if (text === undefined || text === '') {
    throw invalidParameter('x-oss-expires', text, text === undefined ? '0002-00000215' : '0002-00000216');
  }
  const seconds = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds >= 1 && seconds <= sevenDaysSeconds)) throw invalidParameter('x-oss-expires', text, '0002-00000232');
  return seconds;
}

const sevenDaysSeconds = 604_800;

function checkValidity(signDate: Date, expiresInSeconds: number, now: Date): void {
  const expires = new Date(signDate.getTime() + expiresInSeconds * 1000);
  if (now.getTime() > expires.getTime()) throw requestExpired(expires, now, '0002-00000236');
  if (signDate.getTime() - now.getTime() > maxSkewMs) {
    throw accessDenied('Request is not valid yet.', '0002-00000235', [
      ['RequestTime', signDate.toISOString()],
      ['ServerTime', now.toISOString()],
    ]);
  }
}

function invalidParameter(name: string, value: string | undefined, ec: string): Error {
  return invalidArgument(`The query parameter ${name} is missing or invalid.`, name, value ?? '', ec);
}
