import { invalidArgument } from './request-errors.ts';
import { type ErrorDetail, ServiceError } from './service-error.ts';

export function accessDenied(message: string, ec: string, details?: readonly ErrorDetail[]): ServiceError {
  return new ServiceError({ status: 403, code: 'AccessDenied', message, ec, details });
}

export function requestExpired(expires: Date, now: Date, ec: string): ServiceError {
  return accessDenied('Request has expired.', ec, [
    ['Expires', expires.toISOString()],
    ['ServerTime', now.toISOString()],
  ]);
}

export function requestTimeTooSkewed(requestTime: Date, now: Date, allowedMs: number): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
    ec: '0002-00000504',
    details: [
      ['MaxAllowedSkewMilliseconds', String(allowedMs)],
      ['RequestTime', requestTime.toISOString()],
      ['ServerTime', now.toISOString()],
    ],
  });
}

export function missingDate(): ServiceError {
  return accessDenied('OSS authentication requires a valid Date.', '0002-00000503');
}

/** For a request with a signature in the URL and one in the `Authorization` header. */
export function twoSignatures(): ServiceError {
  return invalidArgument(
    'Only one auth mechanism allowed; only the query parameters or the Authorization header may carry a signature.',
    'Authorization',
    '',
  );
}

export function invalidAuthorization(): ServiceError {
  return invalidArgument('Authorization header is invalid.', 'Authorization', '');
}

/** For an invalid credential of a V4 signature. OSS returns the `Authorization` header, if there is one. */
export function invalidSigningScope(message: string, ec: string, authorization: string | undefined): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidArgument',
    message,
    ec,
    details: authorization === undefined ? [] : [['Authorization', authorization]],
  });
}

export function invalidAccessKeyId(accessKeyId: string, ec = '0002-00000902'): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'The OSS Access Key Id you provided does not exist in our records.',
    ec,
    details: [['OSSAccessKeyId', accessKeyId]],
  });
}

export function invalidSecurityToken(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'InvalidSecurityToken',
    message: 'The security token you provided is invalid',
    ec: '0002-00000006',
  });
}

export function securityTokenOfOtherAccount(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'AccessKeyIdAndSecurityTokenNotMatch',
    message: 'The OSS access key id and security token you provided does not match',
  });
}

export function securityTokenExpired(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'SecurityTokenExpired',
    message: 'The security token you provided has expired.',
    ec: '0002-00000007',
  });
}

/** `details` show what the server signed. */
export function signatureDoesNotMatch(ec: string, details: readonly ErrorDetail[]): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. ' +
      'Check your key and signing method.',
    ec,
    details,
  });
}
