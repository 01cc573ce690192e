/** A pair of keys that the local OSS knows, long-term or temporary. */
export interface AccountOptions {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes the pair temporary (STS): requests must carry exactly this token. */
  readonly securityToken?: string | undefined;
  /** When the token ends; later requests get SecurityTokenExpired. Absent: it does not end. */
  readonly expiration?: Date | undefined;
  /** What the account may do, in every bucket. Defaults to everything. */
  readonly permissions?: readonly Permission[] | undefined;
  /** The only buckets that the account may use. Absent: all of them. */
  readonly buckets?: readonly string[] | undefined;
  /** Answers each correctly signed request with UserDisable, as OSS does for an account in arrears. */
  readonly disabled?: boolean | undefined;
}

/** `read` covers objects and listings, `write` covers uploads and deletions. */
export type Permission = 'read' | 'write';
