import { OssError } from '@ossferry/contract';

/** Returns whether the service refused the credentials, so that new ones may help. */
export function isCredentialsRefusal(error: unknown): boolean {
  return OssError.isInstance(error) && error.ossCode !== undefined && credentialsCodes.has(error.ossCode);
}

/** Returns whether the service refused the signing time. For V4 there is no specific code, only a message. */
export function isClockRefusal(error: unknown): boolean {
  if (!OssError.isInstance(error)) return false;
  return (
    error.ossCode === 'RequestTimeTooSkewed' ||
    (error.ossCode === 'InvalidArgument' && /signing date/i.test(error.details['Message'] ?? ''))
  );
}

const credentialsCodes: ReadonlySet<string> = new Set([
  'InvalidAccessKeyId',
  'SecurityTokenExpired',
  'InvalidSecurityToken',
]);
