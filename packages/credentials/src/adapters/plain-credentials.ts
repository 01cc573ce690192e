import type { Credentials } from '@ossferry/contract';

/** Credentials in an ordinary object, which shows its secrets to everybody who prints it. */
export interface PlainCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
  expiration?: Date;
}

/** Copies credentials into an ordinary object, for code that spreads, clones or serialises what it gets. */
export function toPlain(credentials: Credentials): PlainCredentials {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
  return {
    accessKeyId,
    accessKeySecret,
    ...(securityToken !== undefined && { securityToken }),
    ...(expiration !== undefined && { expiration }),
  };
}
