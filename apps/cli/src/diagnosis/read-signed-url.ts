import type { SignedInput } from '@ossferry/diagnose';
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
  return parseResult(text) ?? { url: text, signed: {} };
}

function parseResult(text: string): SignedUrl | undefined {
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
