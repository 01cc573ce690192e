import { type ErrorPhase, OssError, type OssErrorOptions } from '@ossferry/contract';

/** What can be wrong with a source of this package. A source of your own may name failures of its own. */
export type CredentialsErrorCode =
  | 'NotConfigured'
  | 'Disabled'
  | 'FileMissing'
  | 'ProfileNotFound'
  | 'MetadataUnreachable'
  | 'NoRoleAttached'
  | 'InvalidOption'
  | 'CredentialsIncomplete'
  | 'InvalidCredentials'
  | 'CredentialsExpired'
  | 'FileUnreadable'
  | 'FileUnsafe'
  | 'InvalidFile'
  | 'InvalidProfile'
  | 'ProfileCycle'
  | 'ModeUnsupported'
  | 'LoginExpired'
  | 'InvalidToken'
  | 'UrlRefused'
  | 'RequestFailed'
  | 'RequestTimeout'
  | 'RequestRefused'
  | 'Redirected'
  | 'AnswerTooLarge'
  | 'InvalidAnswer'
  | 'SecretWrong'
  | 'SignatureMismatch'
  | 'ProcessFailed'
  | 'ProcessTimeout'
  | 'InvalidProcessOutput'
  | 'ChainStopped'
  | 'ChainExhausted';

export interface CredentialsErrorOptions extends Omit<OssErrorOptions, 'code' | 'phase'> {
  readonly code: CredentialsErrorCode | (string & {});
  /** Which source failed, `env:OSS` for example. */
  readonly source: string;
  /** Whether the source is simply not there (a chain asks the next one), rather than there and broken. @default false */
  readonly absent?: boolean | undefined;
  /** @default 'credentials' */
  readonly phase?: ErrorPhase | undefined;
}

/**
 * Why a source gave no credentials. Throw it with `absent: true` from a source of your own to let a chain go on; anything
 * else that a source throws stops the chain.
 */
export class CredentialsError extends OssError {
  declare readonly source: string;
  declare readonly absent: boolean;

  constructor(options: CredentialsErrorOptions) {
    super({ ...options, phase: options.phase ?? 'credentials' });
    this.name = 'CredentialsError';
    this.absent ??= false;
  }

  /** Whether `value` is a `CredentialsError`, even one made by another copy of this package. */
  static override isInstance(value: unknown): value is CredentialsError {
    return OssError.isInstance(value) && 'absent' in value;
  }
}

/** Whether an error says that its source is not there, even when another copy of this package threw it. */
export function isAbsent(error: unknown): boolean {
  return CredentialsError.isInstance(error) && error.absent;
}
