import { readFile } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import type { Shell } from '../shell.ts';

/** Reads a file, or stdin for `-`. */
export async function readText(name: string, { stdin }: Shell): Promise<string> {
  if (name === '-') {
    let text = '';
    for await (const chunk of stdin) text += chunk;
    return text;
  }
  try {
    return await readFile(name, 'utf8');
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new OssError({
      code: 'FileUnreadable',
      phase: 'disk',
      message: `${JSON.stringify(name)} cannot be read (${code}).`,
      advice: 'Name a file that holds it, or - for stdin.',
      cause,
    });
  }
}
