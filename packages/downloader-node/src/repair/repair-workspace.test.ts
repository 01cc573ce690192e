import { open, writeFile } from 'node:fs/promises';
import { createJournalCodec } from '@ossferry/downloader-core/internal';
import { expect, it } from 'vitest';
import { setUpBench } from '../download.test-support.ts';
import { loadCrc64 } from '../load-crc64.ts';
import { openFileWorkspace } from '../workspace/file-workspace.ts';
import { createRepairWorkspace } from './repair-workspace.ts';

const bench = setUpBench();

it.each([
  { fileBytes: 100, missingBytes: 300, needed: 0, name: 'a file of full length' },
  { fileBytes: 40, missingBytes: 60, needed: 120, name: 'a truncated file: stored, and then copied' },
  { fileBytes: 40, missingBytes: 10, needed: 70, name: 'a truncated file whose missing bytes are mostly stored' },
  { fileBytes: 40, missingBytes: 100, needed: 120, name: 'a truncated file without checksums' },
  { fileBytes: 150, missingBytes: 100, needed: 0, name: 'a file that is too long' },
])('behavior: free space needed for $name', async ({ fileBytes, missingBytes, needed }) => {
  const path = bench.path('file');
  await writeFile(path, new Uint8Array(fileBytes));
  const inner = await openFileWorkspace(path, { overwrite: true, suffix: '.ossferry-repair' });
  const [file, data] = [await open(path, 'r+'), await open(inner.dataPath)];
  const asked: number[] = [];
  const reserve = async (_: number, bytes: number): Promise<void> => void asked.push(bytes);
  const identity = { sizeBytes: 100 };
  const crc64 = await loadCrc64();
  const workspace = createRepairWorkspace({
    inner: { ...inner, reserve },
    path,
    file,
    data,
    identity,
    expected: identity,
    crc64,
    codec: createJournalCodec(crc64),
    keepChecksums: false,
  });
  await workspace.reserve(100, missingBytes);
  await workspace.release();
  await file.close();
  expect(asked).toEqual([needed]);
});
