import { OssError } from '@ossferry/contract';

/** Whether the service refused the credentials themselves, so that new ones may help. */
export function isCredentialsRefusal(error: unknown): boolean {
  return OssError.isInstance(error) && error.ossCode !== undefined && credentialsCodes.has(error.ossCode);
}

/** Whether the service refused the signature's date. V4 has no code of its own for it, only a message. */
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
