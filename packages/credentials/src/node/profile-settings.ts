import { problemOf } from '@ossferry/contract';
import { CredentialsError } from '../credentials-error.ts';

/** A profile of a configuration file, whose values are read by key and checked. */
export interface ProfileSettings {
  /** The file and the profile, for errors: `~/.aliyun/config.json, profile prod`. */
  readonly place: string;
  /** Gives a text; `undefined` when it is missing or empty. Throws `InvalidProfile` when it is no text. */
  readonly text: (...keys: readonly string[]) => string | undefined;
  /** Gives a text that has to be there. Throws `InvalidProfile` when it is not. */
  readonly needed: (...keys: readonly string[]) => string;
  /** Gives a whole number above 0, written as number or text; `undefined` when it is missing or 0. */
  readonly number: (...keys: readonly string[]) => number | undefined;
  readonly flag: (key: string) => boolean;
  readonly fail: (why: string, advice?: string) => CredentialsError;
}

/** Makes settings of a function that looks a key up. */
export function profileSettings(place: string, source: string, look: (key: string) => unknown): ProfileSettings {
  const fail = (why: string, advice?: string): CredentialsError =>
    new CredentialsError({ source, code: 'InvalidProfile', message: `${place}: ${why}.`, advice });

  const text = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = look(key);
      if (value === undefined || value === null || value === '') continue;
      if (typeof value !== 'string') throw fail(`${key} is not a text`);
      return value;
    }
    return undefined;
  };

  return {
    place,
    text,
    fail,
    needed: (...keys) => {
      const value = text(...keys);
      if (value === undefined) throw fail(`${keys[0]} is missing`);
      return value;
    },
    number: (...keys) => {
      const [key, value] = keys.map((name) => [name, look(name)] as const).find(([, found]) => found) ?? [];
      if (value === undefined) return undefined;
      const number = typeof value === 'string' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isInteger(number) || number < 0)
        throw fail(`${key} is no whole number`);
      return number === 0 ? undefined : number;
    },
    flag: (key) => look(key) === true || String(look(key) ?? '').toLowerCase() === 'true',
  };
}

/** An error of something that a profile asks for: since it was asked for, it cannot be absent, unless it is disabled. */
export function asBroken(error: unknown, place: string): unknown {
  if (!(error instanceof CredentialsError) || !error.absent || error.code === 'Disabled') return error;
  const { source, code, advice, status, ossCode, requestId, retryable, retryAfterMs } = error;
  const facts = { source, code, advice, status, ossCode, requestId, retryable, retryAfterMs };
  return new CredentialsError({ ...facts, message: `${place}: ${problemOf(error)}`, cause: error });
}
