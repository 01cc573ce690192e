/** A pair of keys for the local OSS, long-term or temporary. */
export interface AccountOptions {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes the pair temporary (STS): requests must send exactly this token. */
  readonly securityToken?: string | undefined;
  /** When the token expires; later requests get SecurityTokenExpired. If absent, it does not expire. */
  readonly expiration?: Date | undefined;
  /** What the account may do in every bucket. Defaults to everything. */
  readonly permissions?: readonly Permission[] | undefined;
  /** The buckets that the account may use. If absent: all buckets. */
  readonly buckets?: readonly string[] | undefined;
  /** Returns UserDisable for each correctly signed request, as OSS does for an account with overdue payments. */
  readonly disabled?: boolean | undefined;
}

/** `read` covers objects and listings, `write` covers uploads and deletions. */
export type Permission = 'read' | 'write';
