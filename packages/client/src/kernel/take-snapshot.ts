import type { Credentials } from '@ossferry/contract';
import { isDate } from './is-date.ts';

/**
 * Copies credentials into a frozen object, because a source may change its own object while a request is signed. Copies
 * each field explicitly, because the secret may not be enumerable.
 */
export function takeSnapshot({ accessKeyId, accessKeySecret, securityToken, expiration }: Credentials): Credentials {
  return Object.freeze({
    accessKeyId,
    accessKeySecret,
    // Several official sources return an empty token if there is none.
    securityToken: securityToken || undefined,
    expiration: isDate(expiration) ? new Date(expiration) : expiration,
  });
}
