import { describe, expect, it } from 'vitest';
import { copyToPickedFile } from './picked-file-workspace.ts';

/** A picked file that changes only when its stream is closed, as in browsers. */
function setUp(onWrite: () => void = () => undefined) {
  const file = { name: 'picked.bin', bytes: 0, isAborted: false };
  const handle = {
    name: file.name,
    async createWritable() {
      let written = 0;
      return new WritableStream<Uint8Array>({
        write(chunk) {
          written += chunk.length;
          onWrite();
        },
        close() {
          file.bytes = written;
        },
        abort() {
          file.isAborted = true;
        },
      });
    },
    getFile: async () => new File([new Uint8Array(file.bytes)], file.name),
  };
  return { file, handle: handle as unknown as FileSystemFileHandle };
}

const data = new File([new Uint8Array(1_000_000)], 'data');

describe('copyToPickedFile', () => {
  it('default: the picked file is complete', async () => {
    const { handle } = setUp();
    expect((await copyToPickedFile(data, handle, undefined)).size).toBe(1_000_000);
  });

  it('behavior: an abort leaves the picked file unchanged', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const { file, handle } = setUp(() => stop.abort(reason));
    await expect(copyToPickedFile(data, handle, stop.signal)).rejects.toBe(reason);
    expect(file).toMatchObject({ bytes: 0, isAborted: true });
  });

  it('error: a full disk names the picked file', async () => {
    const { handle } = setUp(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(copyToPickedFile(data, handle, undefined)).rejects.toMatchObject({
      code: 'DiskFull',
      message: expect.stringContaining('picked.bin'),
    });
  });
});
