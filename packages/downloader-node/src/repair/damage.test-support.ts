import { open } from 'node:fs/promises';

/** Inverts the bytes at these offsets. */
export async function flipBytes(path: string, offsets: readonly number[]): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (const offset of offsets) {
      const { buffer } = await file.read(new Uint8Array(1), 0, 1, offset);
      await file.write(
        buffer.map((byte) => byte ^ 0xff),
        0,
        1,
        offset,
      );
    }
  } finally {
    await file.close();
  }
}
