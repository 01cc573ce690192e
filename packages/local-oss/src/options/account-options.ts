/** An access key of the local OSS, long-term or temporary. */
export interface AccountOptions {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes the access key temporary (STS): requests must contain this token. */
  readonly securityToken?: string | undefined;
  /** When the token expires; later requests get SecurityTokenExpired. If absent, it does not expire. */
  readonly expiration?: Date | undefined;
  /** What the account may do in its buckets. @default all permissions */
  readonly permissions?: readonly Permission[] | undefined;
  /** The buckets that the account may use. @default all buckets */
  readonly buckets?: readonly string[] | undefined;
  /** Returns UserDisable for every correctly signed request, as OSS does for an account with overdue payments. */
  readonly disabled?: boolean | undefined;
}

/** `read` covers objects and listings, `write` covers uploads and deletions. */
export type Permission = 'read' | 'write';
