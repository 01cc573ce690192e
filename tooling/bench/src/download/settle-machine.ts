import { open, rm } from 'node:fs/promises';

/**
 * Writes and deletes as many bytes as the next run writes, so that every run finds recently used memory: on a virtual
 * machine, the first touch of a page costs more than the download. Does not sync, which would use up the budget of a
 * throttled disk.
 */
export async function settleMachine(path: string, sizeBytes: number): Promise<void> {
  const block = Buffer.alloc(16 * 1024 ** 2);
  const file = await open(path, 'w');
  for (let offset = 0; offset < sizeBytes; offset += block.length) await file.write(block);
  await file.close();
  await rm(path);
}
