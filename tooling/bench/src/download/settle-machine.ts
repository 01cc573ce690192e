import { open, rm } from 'node:fs/promises';

/**
 * Writes as many bytes as the next run will, brings them to the disk and deletes them, so that every run finds the same
 * machine: nobody else's writes to wait for, memory and disk blocks that have been used before. Without it, a run on a
 * virtual machine takes twice the time after one contender and not after another.
 */
export async function settleMachine(path: string, sizeBytes: number): Promise<void> {
  const block = Buffer.alloc(16 * 1024 ** 2);
  const file = await open(path, 'w');
  for (let offset = 0; offset < sizeBytes; offset += block.length) await file.write(block);
  await file.sync();
  await file.close();
  await rm(path);
}
