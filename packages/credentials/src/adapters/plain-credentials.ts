import type { Credentials } from '@ossferry/contract';

/** Credentials in a plain object. Printing it shows the secrets. */
export interface PlainCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
  expiration?: Date;
}

/** Copies credentials into a plain object, for code that spreads, clones or serializes them. */
export function toPlain(credentials: Credentials): PlainCredentials {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
  return {
    accessKeyId,
    accessKeySecret,
    ...(securityToken !== undefined && { securityToken }),
    ...(expiration !== undefined && { expiration }),
  };
}
