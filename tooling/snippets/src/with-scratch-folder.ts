import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Does something in a folder that is there only meanwhile. */
export async function withScratchFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-snippets-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
