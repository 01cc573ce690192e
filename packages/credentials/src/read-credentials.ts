import type { Credentials } from '@ossferry/contract';
import { CredentialsError, type CredentialsErrorCode } from './credentials-error.ts';
import { parseExpiration } from './parse-expiration.ts';

/** How a service or a program spells the members of its answer. */
export type Spelling = 'pascal' | 'camel' | 'snake';

export interface ReadCredentialsOptions {
  readonly source: string;
  readonly spelling: Spelling;
  /** Whether an answer without an expiration is wrong. */
  readonly isTemporary: boolean;
  /** @default 'InvalidAnswer' */
  readonly code?: CredentialsErrorCode | undefined;
}

/** Reads credentials out of an answer that is JSON. Throws `InvalidAnswer`, without showing any of it. */
export function readCredentials(answer: unknown, options: ReadCredentialsOptions): Credentials {
  const { source, spelling, isTemporary, code = 'InvalidAnswer' } = options;
  const names = spellings[spelling];
  const read = (name: string, isNeeded: boolean): string | undefined => {
    const value = isRecord(answer) ? answer[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (!isNeeded && (value === undefined || value === null || value === '')) return undefined;
    throw new CredentialsError({ source, code, message: `${source}: the answer has no ${name}.` });
  };
  const accessKeyId = read(names.id, true) ?? '';
  const accessKeySecret = read(names.secret, true) ?? '';
  const securityToken = read(names.token, isTemporary);
  const ends = read(names.expiration, isTemporary);
  const expiration = parseExpiration(ends);
  if (ends !== undefined && expiration === undefined) {
    throw new CredentialsError({ source, code, message: `${source}: ${names.expiration} is no date of RFC 3339.` });
  }
  return { accessKeyId, accessKeySecret, securityToken, expiration };
}

/** Parses JSON that holds secrets: the error says where from, and nothing of what stood there. */
export function parseSecretJson(text: string, source: string, code: CredentialsErrorCode = 'InvalidAnswer'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message quotes the text.
    throw new CredentialsError({ source, code, message: `${source}: the answer is not JSON.` });
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
