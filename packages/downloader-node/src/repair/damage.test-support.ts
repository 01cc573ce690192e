import { open, readFile, writeFile } from 'node:fs/promises';

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

/** Deletes the record of one piece from the checksums of a file; the first piece is 1. */
export async function loseChecksum(path: string, piece: number): Promise<void> {
  const lines = (await readFile(`${path}.ossferry-checksums`, 'utf8')).split('\n');
  await writeFile(`${path}.ossferry-checksums`, lines.toSpliced(piece, 1).join('\n'));
}
