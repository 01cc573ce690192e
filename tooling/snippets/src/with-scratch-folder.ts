import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls a function with a temporary folder, and removes the folder afterwards. */
export async function withScratchFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-snippets-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
