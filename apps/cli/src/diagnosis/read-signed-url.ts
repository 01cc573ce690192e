import type { SignedInput } from '@ossferry/diagnose';
import { isObjectAddress } from '../object-address.ts';
import { oneLine } from '../one-line.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { readText } from './read-text.ts';

/** A URL, and what is known about its signing. */
export interface SignedUrl {
  readonly url: string;
  readonly signed: SignedInput;
}

/** Reads a URL, or the output of `ossferry sign --json`, from the argument or, for `-`, from stdin. */
export async function readSignedUrl(argument: string, shell: Shell): Promise<SignedUrl> {
  const text = argument === '-' ? (await readText('-', shell)).trim() : argument;
  if (text === '') {
    throw usageError(
      'InvalidUrl',
      'The URL is empty.',
      'Pass the complete URL, in quotes: in a shell, & ends a command.',
    );
  }
  if (isObjectAddress(text)) {
    throw usageError(
      'InvalidUrl',
      `${JSON.stringify(oneLine(text).slice(0, 80))} is an object address, not a URL.`,
      'Check the object with ossferry doctor oss://bucket/key, or pass its presigned URL.',
    );
  }
  return parseSignedUrl(text) ?? { url: text, signed: {} };
}

/** Parses the output of `ossferry sign --json`; returns `undefined` for any other text. */
export function parseSignedUrl(text: string): SignedUrl | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { url, method, signedHeaders } = JSON.parse(text) as Record<string, unknown>;
    if (typeof url !== 'string') return undefined;
    return {
      url,
      signed: {
        method: typeof method === 'string' ? method : undefined,
        signedHeaders: typeof signedHeaders === 'object' ? textsOf(signedHeaders ?? {}) : undefined,
      },
    };
  } catch {
    return undefined;
  }
}

/** Drops values that are not strings, since the JSON is untrusted. */
function textsOf(values: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'));
}
