import { describe, expect, it } from 'vitest';
import { copyToPickedFile, openPickedFileWorkspace } from './picked-file-workspace.ts';

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

describe('openPickedFileWorkspace', () => {
  /** A picked file with a byte, and a stream for random-access writes to its copy. */
  async function openWorkspace() {
    const file = { bytes: [7], isAborted: false };
    const copy: number[] = [];
    const writable = {
      async write({ type, position, data }: { type: string; position: number; data: Uint8Array }) {
        if (type === 'write') copy.splice(position, data.length, ...data);
      },
      async truncate(sizeBytes: number) {
        copy.length = sizeBytes;
      },
      async close() {
        file.bytes = copy;
      },
      async abort() {
        file.isAborted = true;
      },
    };
    const handle = {
      name: 'picked.bin',
      createWritable: async () => writable,
      getFile: async () => new File([Uint8Array.from(file.bytes)], 'picked.bin'),
    };
    return { file, workspace: await openPickedFileWorkspace(handle as unknown as FileSystemFileHandle) };
  }

  it('default: commit replaces the picked file', async () => {
    const { file, workspace } = await openWorkspace();
    await workspace.reserve(4, 4);
    await workspace.sink.write(Uint8Array.of(3, 4), 2);
    await workspace.sink.write(Uint8Array.of(1, 2), 0);
    expect(file.bytes).toEqual([7]);
    await workspace.commit();
    expect((await workspace.openFile?.())?.size).toBe(4);
    expect(file.bytes).toEqual([1, 2, 3, 4]);
    await workspace.release();
    expect(file.isAborted).toBe(false);
  });

  it('behavior: a failed download discards the copy', async () => {
    const { file, workspace } = await openWorkspace();
    await workspace.sink.write(Uint8Array.of(1), 0);
    expect(await workspace.reset()).toBe(true);
    await workspace.release();
    expect(file).toEqual({ bytes: [7], isAborted: true });
  });
});
