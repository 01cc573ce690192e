import { createReadStream } from 'node:fs';
import { OssError } from '@ossferry/contract';
import { readWhole } from '../read-whole.ts';
import type { Shell } from '../shell.ts';

/** Reads a file, or stdin for `-`. Throws an `OssError` for more than 16 MiB. */
export async function readText(name: string, { stdin }: Shell): Promise<string> {
  if (name === '-') return readWhole(stdin, { maxBytes, onTooMuch: () => tooLarge('The input on stdin') });
  try {
    const onTooMuch = () => tooLarge(JSON.stringify(name));
    return await readWhole(createReadStream(name), { maxBytes, onTooMuch });
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new OssError({
      code: 'FileUnreadable',
      phase: 'disk',
      message: `${JSON.stringify(name)} cannot be read (${code}).`,
      advice: 'Check the file name, or use - for stdin.',
      cause,
    });
  }
}

const maxBytes = 16 * 1024 * 1024;

function tooLarge(what: string): OssError {
  return new OssError({
    code: 'FileTooLarge',
    phase: 'disk',
    message: `${what} is larger than 16 MiB.`,
    advice: 'Pass only the URL, or the head and the beginning of the body.',
  });
}
