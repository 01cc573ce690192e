import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { mebibyte, setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { createCompareSink } from './compare-sink.ts';
import { flipBytes } from './damage.test-support.ts';
import { repair } from './repair.ts';
import { verify } from './verify.ts';

const bench = setUpBench();
afterEach(() => void vi.restoreAllMocks());

const unreadable = (): Error => Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });

it.each([
  ['verify', verify],
  ['repair', repair],
])('error: %s names the file if its disk cannot be read', async (_, use) => {
  await bench.store('file', 3 * mebibyte);
  const path = bench.path('file');
  const source = await bench.presign({ key: 'file' });
  await download(source, path, { keepChecksums: true });
  await flipBytes(path, [0]);
  const opened = await open(path);
  const handle: FileHandle = Object.getPrototypeOf(opened);
  await opened.close();
  vi.spyOn(handle, 'read').mockRejectedValue(unreadable());
  const refused = {
    code: 'DiskFailed',
    phase: 'disk',
    message: expect.stringMatching(/file" cannot be read .*Check the disk/),
  };
  await expect(use(path, source)).rejects.toMatchObject(refused);
  expect(await bench.files()).toEqual(['file', 'file.ossferry-checksums']);
});

it('error: the file cannot be read while a range is compared', async () => {
  const path = bench.path('file');
  await writeFile(path, 'x');
  const opened = await open(path, 'w'); // Not for reading.
  const sink = createCompareSink(opened.fd, path, { write: () => undefined });
  const refused = { code: 'DiskFailed', message: expect.stringContaining(`"${path}"`) };
  expect(() => sink.write(new Uint8Array(1), 0)).toThrow(expect.objectContaining(refused));
  await opened.close();
});
