import { type ErrorPhase, OssError, type OssErrorOptions } from '@ossferry/contract';

/** The error codes of this package's sources. Your own source may use other codes. */
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

/** The properties of a new {@link CredentialsError}. Only `code`, `source` and `message` are required. */
export interface CredentialsErrorOptions extends Omit<OssErrorOptions, 'code' | 'phase'> {
  readonly code: CredentialsErrorCode | (string & {});
  /** The source that failed, for example `env:OSS`. */
  readonly source: string;
  /** Whether the source is not configured, so that a chain tries the next one, rather than broken. @default false */
  readonly absent?: boolean | undefined;
  /** @default 'credentials' */
  readonly phase?: ErrorPhase | undefined;
}

/**
 * The reason why a source has no credentials. Throw it with `absent: true` from your own source to make a chain continue
 * with the next source; any other error stops the chain.
 */
export class CredentialsError extends OssError {
  // Set by the constructor of `OssError`, which sets a property for each option.
  declare readonly source: string;
  declare readonly absent: boolean;

  constructor(options: CredentialsErrorOptions) {
    super({ ...options, phase: options.phase ?? 'credentials' });
    this.name = 'CredentialsError';
    this.absent ??= false;
  }

  /** Whether `value` is a `CredentialsError`, even one created by another copy of this package. */
  static override isInstance(value: unknown): value is CredentialsError {
    return OssError.isInstance(value) && 'absent' in value;
  }
}

/** Whether an error means that its source is not configured, even if another copy of this package threw it. */
export function isAbsent(error: unknown): boolean {
  return CredentialsError.isInstance(error) && error.absent;
}
