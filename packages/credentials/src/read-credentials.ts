import type { Credentials } from '@ossferry/contract';
import { CredentialsError, type CredentialsErrorCode } from './credentials-error.ts';
import { parseExpiration } from './parse-expiration.ts';

/** The naming convention of the members of a response. */
export type Spelling = 'pascal' | 'camel' | 'snake';

export interface ReadCredentialsOptions {
  readonly source: string;
  readonly spelling: Spelling;
  /** Whether the token and the expiration are required. */
  readonly isTemporary: boolean;
  /** @default 'InvalidAnswer' */
  readonly code?: CredentialsErrorCode | undefined;
}

/** Reads credentials from a parsed JSON response. Throws an error with `code` that contains no part of the response. */
export function readCredentials(answer: unknown, options: ReadCredentialsOptions): Credentials {
  const { source, spelling, isTemporary, code = 'InvalidAnswer' } = options;
  const names = spellings[spelling];
  const read = (name: string, isRequired: boolean): string | undefined => {
    const value = isRecord(answer) ? answer[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (!isRequired && (value === undefined || value === null || value === '')) return undefined;
    throw new CredentialsError({ source, code, message: `${source}: the response has no ${name}.` });
  };
  const accessKeyId = read(names.id, true) ?? '';
  const accessKeySecret = read(names.secret, true) ?? '';
  const securityToken = read(names.token, isTemporary);
  const expirationText = read(names.expiration, isTemporary);
  const expiration = parseExpiration(expirationText);
  if (expirationText !== undefined && expiration === undefined) {
    throw new CredentialsError({ source, code, message: `${source}: ${names.expiration} is not an RFC 3339 date.` });
  }
  return { accessKeyId, accessKeySecret, securityToken, expiration };
}

/** Parses JSON that contains secrets. Throws an error with `code` that contains no part of the text. */
export function parseSecretJson(text: string, source: string, code: CredentialsErrorCode = 'InvalidAnswer'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse quotes the text.
    throw new CredentialsError({ source, code, message: `${source}: the response is not JSON.` });
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const spellings = {
  pascal: { id: 'AccessKeyId', secret: 'AccessKeySecret', token: 'SecurityToken', expiration: 'Expiration' },
  camel: { id: 'accessKeyId', secret: 'accessKeySecret', token: 'securityToken', expiration: 'expiration' },
  snake: { id: 'access_key_id', secret: 'access_key_secret', token: 'sts_token', expiration: 'expiration' },
} as const;
