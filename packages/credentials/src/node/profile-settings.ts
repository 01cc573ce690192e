import { problemOf } from '@ossferry/contract';
import { CredentialsError } from '../credentials-error.ts';

/** Reads and checks the values of a profile in a configuration file. */
export interface ProfileSettings {
  /** The file and the profile, for errors: for example, `~/.aliyun/config.json, profile prod`. */
  readonly place: string;
  /**
   * Returns the value of the first of these keys that has one; `undefined` if all are missing or empty. Throws
   * `InvalidProfile` if it is not a string.
   */
  readonly text: (...keys: readonly string[]) => string | undefined;
  /** Like `text`, but throws `InvalidProfile` if there is no value. */
  readonly required: (...keys: readonly string[]) => string;
  /**
   * Returns a positive integer, given as a number or a string; `undefined` if it is missing or 0. Throws `InvalidProfile`
   * for other values.
   */
  readonly number: (...keys: readonly string[]) => number | undefined;
  readonly flag: (key: string) => boolean;
  readonly fail: (why: string, advice?: string) => CredentialsError;
}

/** Creates settings whose values are read by `lookUp`. */
export function profileSettings(place: string, source: string, lookUp: (key: string) => unknown): ProfileSettings {
  const fail = (why: string, advice?: string): CredentialsError =>
    new CredentialsError({ source, code: 'InvalidProfile', message: `${place}: ${why}.`, advice });

  const text = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = lookUp(key);
      if (value === undefined || value === null || value === '') continue;
      if (typeof value !== 'string') throw fail(`${key} is not a string`);
      return value;
    }
    return undefined;
  };

  return {
    place,
    text,
    fail,
    required: (...keys) => {
      const value = text(...keys);
      if (value === undefined) throw fail(`${keys[0]} is missing`);
      return value;
    },
    number: (...keys) => {
      const [key, value] = keys.map((name) => [name, lookUp(name)] as const).find(([, found]) => found) ?? [];
      if (value === undefined) return undefined;
      const number = typeof value === 'string' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isInteger(number) || number < 0)
        throw fail(`${key} is not a whole number`);
      return number === 0 ? undefined : number;
    },
    flag: (key) => lookUp(key) === true || String(lookUp(key) ?? '').toLowerCase() === 'true',
  };
}

/** Creates the error for an unknown mode or type. Its name is repeated only if it is one word: it may be a misplaced secret. */
export function modeUnsupported(source: string, { place, kind, name, supported }: UnsupportedMode): CredentialsError {
  return new CredentialsError({
    source,
    code: 'ModeUnsupported',
    message: `${place}: the ${kind} ${/^[\w-]{1,40}$/.test(name) ? name : '(malformed)'} is not supported.`,
    advice: `Supported ${kind}s: ${supported.join(', ')}.`,
  });
}

interface UnsupportedMode {
  readonly place: string;
  readonly kind: 'mode' | 'type';
  readonly name: string;
  readonly supported: readonly string[];
}

/**
 * Converts the error of an absent source to that of a broken one, because a profile requires the source. Returns other
 * errors, and that of a disabled source, unchanged.
 */
export function asBroken(error: unknown, place: string): unknown {
  if (!(error instanceof CredentialsError) || !error.absent || error.code === 'Disabled') return error;
  const { source, code, advice, status, ossCode, requestId, retryable, retryAfterMs } = error;
  const facts = { source, code, advice, status, ossCode, requestId, retryable, retryAfterMs };
  return new CredentialsError({ ...facts, message: `${place}: ${problemOf(error)}`, cause: error });
}
