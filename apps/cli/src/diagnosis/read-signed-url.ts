import type { SignedInput } from '@ossferry/diagnose';
import { isObjectAddress } from '../object-address.ts';
import { oneLine } from '../one-line.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { readText } from './read-texts.ts';

/** A URL, and what its signer says about it. */
export interface SignedUrl {
  readonly url: string;
  readonly signed: SignedInput;
}

/** Reads a URL from the command line, or from stdin for `-`: there, what `ossferry sign --json` prints will do too. */
export async function readSignedUrl(argument: string, shell: Shell): Promise<SignedUrl> {
  const text = argument === '-' ? (await readText('-', shell)).trim() : argument;
  if (text === '') {
    throw usageError('InvalidUrl', 'There is no URL.', 'Give the whole URL, in quotes; in a shell, & ends a command.');
  }
  if (isObjectAddress(text)) {
    throw usageError(
      'InvalidUrl',
      `${JSON.stringify(oneLine(text).slice(0, 80))} is an object, and no URL.`,
      'Look at all on the way to it: ossferry doctor oss://bucket/key, or give the URL that was signed for it.',
    );
  }
  return parseSignedUrl(text) ?? { url: text, signed: {} };
}

/** Reads what `ossferry sign --json` prints; `undefined` for any other text. */
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

/** Anybody may have written the JSON: a header that is no text was not signed. */
function textsOf(values: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'));
}
