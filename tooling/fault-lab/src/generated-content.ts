import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { generatedBytes } from '@ossferry/local-oss';
import type { Content } from './lab.ts';

/** Reports whether a file has exactly this content; `false` if there is no file. */
export async function hasContent(path: string, { seed, sizeBytes }: Content): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    if ((await file.stat()).size !== sizeBytes) return false;
    for await (const expected of generatedBytes(seed, { start: 0, end: sizeBytes })) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(expected.length), 0, expected.length);
      if (bytesRead < expected.length || !buffer.equals(expected)) return false;
    }
    return true;
  } finally {
    await file.close();
  }
}

/** Returns all bytes of a content. */
export async function bytesOf({ seed, sizeBytes }: Content): Promise<Buffer> {
  return buffer(generatedBytes(seed, { start: 0, end: sizeBytes }));
}
