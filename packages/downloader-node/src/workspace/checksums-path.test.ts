import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournalCodec } from '@ossferry/downloader-core/internal';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadCrc64 } from '../load-crc64.ts';
import { checksumsPath, dropChecksums, refuseForeignChecksums } from './checksums-path.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'file');

/** Whether a checksums file with this content still exists after `dropChecksums`. */
async function dropHaving(content: string | Uint8Array): Promise<string[]> {
  await writeFile(checksumsPath(path()), content);
  dropChecksums(path());
  return readdir(folder);
}

describe('dropChecksums', () => {
  it('default: deletes a checksums file of any object', async () => {
    const { encodeIdentity, encodePiece } = createJournalCodec(await loadCrc64());
    const piece = encodePiece({ offset: 0, length: 5, crc64: 7n });
    expect(await dropHaving(encodeIdentity({ sizeBytes: 0 }))).toEqual([]);
    expect(await dropHaving(Buffer.concat([encodeIdentity({ sizeBytes: 5, etag: '"e"', crc64: 7n }), piece]))).toEqual(
      [],
    );
  });

  it.each([
    '',
    'notes',
    '0123456789abcdef {"other":1}\n',
    '{"ossferry":1,"sizeBytes":5}\n',
    'notes\n0123456789abcdef {"ossferry":1,"sizeBytes":5}\n',
  ])('behavior: keeps another file of that name (%j)', async (content) => {
    expect(await dropHaving(content)).toEqual(['file.ossferry-checksums']);
  });

  it('behavior: a missing file or a folder is not an error', async () => {
    dropChecksums(path());
    dropChecksums(join(folder, 'absent', 'file'));
    await mkdir(checksumsPath(path()));
    dropChecksums(path());
    expect(await readdir(folder)).toEqual(['file.ossferry-checksums']);
  });
});

describe('refuseForeignChecksums', () => {
  it('default: checksums of any object can be replaced', async () => {
    const { encodeIdentity } = createJournalCodec(await loadCrc64());
    refuseForeignChecksums(path());
    await writeFile(checksumsPath(path()), encodeIdentity({ sizeBytes: 0 }));
    expect(() => refuseForeignChecksums(path())).not.toThrow();
  });

  it('error: DestinationExists for another file or a folder of that name', async () => {
    const refusal = expect.objectContaining({ code: 'DestinationExists', phase: 'disk' });
    await writeFile(checksumsPath(path()), 'notes');
    expect(() => refuseForeignChecksums(path())).toThrow(refusal);
    await rm(checksumsPath(path()));
    await mkdir(checksumsPath(path()));
    expect(() => refuseForeignChecksums(path())).toThrow(refusal);
  });
});
