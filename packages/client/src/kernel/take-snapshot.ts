import type { Credentials } from '@ossferry/contract';
import { isDate } from './is-date.ts';

/** Reads each field once: what a source gives may be an object of its own that it changes while we sign. */
export function takeSnapshot({ accessKeyId, accessKeySecret, securityToken, expiration }: Credentials): Credentials {
  return Object.freeze({
    accessKeyId,
    accessKeySecret,
    // An empty token is how several official sources say that there is none.
    securityToken: securityToken || undefined,
    expiration: isDate(expiration) ? new Date(expiration) : expiration,
  });
}
