import { open, rm } from 'node:fs/promises';

/**
 * Writes as many bytes as the next run will, and deletes them, so that every run finds memory that was used just before:
 * on a virtual machine the first touch of a page costs more than a download does. Nothing is synced, since that would use
 * up what a throttled disk allows.
 */
export async function settleMachine(path: string, sizeBytes: number): Promise<void> {
  const block = Buffer.alloc(16 * 1024 ** 2);
  const file = await open(path, 'w');
  for (let offset = 0; offset < sizeBytes; offset += block.length) await file.write(block);
  await file.close();
  await rm(path);
}
