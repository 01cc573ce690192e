import type { FileHandle } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import type { Crc64, ObjectIdentity, Piece, Span } from '@ossferry/downloader-core';
import type { JournalCodec } from '@ossferry/downloader-core/internal';
import { onDisk } from '../workspace/disk-error.ts';
import type { FileWorkspace } from '../workspace/file-workspace.ts';
import { inOrder, writeChecksums } from './checksums-file.ts';
import { createSpanChecker, holdsPiece, spanOf } from './span-checker.ts';

/** Where a repair is made ready: what is fetched waits here until the whole is proven, then goes into the file. */
export interface RepairWorkspace extends FileWorkspace {
  /** Names the object, and what of it the file holds: the repair fetches the rest. */
  readonly begin: (intact: readonly Piece[]) => Promise<void>;
  /** Whether a piece is here or in the file, as an earlier repair that did not end left it. */
  readonly hasPiece: (piece: Piece) => Promise<boolean>;
  /** What was put into the file; known after `commit`. */
  readonly mendedRanges: () => readonly Span[];
}

export interface RepairWorkspaceOptions {
  readonly inner: FileWorkspace;
  readonly path: string;
  readonly file: FileHandle;
  /** The open file behind `inner.dataPath`. */
  readonly data: FileHandle;
  readonly identity: ObjectIdentity;
  readonly crc64: Crc64;
  readonly codec: JournalCodec;
  readonly keepChecksums: boolean;
}

/**
 * Makes of a download's workspace one that mends a file in place. Its journal covers the whole object: pieces that the
 * file holds and pieces that were fetched. `commit` writes the latter into the file; when it is cut short, the file is no
 * worse than before, and what was fetched is still here.
 */
export function createRepairWorkspace(options: RepairWorkspaceOptions): RepairWorkspace {
  const { inner, path, file, data, identity, crc64, codec, keepChecksums } = options;
  const inFile = createSpanChecker(file, crc64);
  const inData = createSpanChecker(data, crc64);
  const mended: Span[] = [];
  let released: Promise<void> | undefined;

  const begin = (intact: readonly Piece[]): Promise<void> =>
    inner.replaceJournal(Buffer.concat([codec.encodeIdentity(identity), ...intact.map(codec.encodePiece)]));

  const mend = async (piece: Piece): Promise<void> => {
    if (await holdsPiece(inFile, piece)) return;
    if (!(await holdsPiece(inData, piece))) throw fileChanged(path, piece);
    await copyPiece(piece, data, file);
    if (!(await holdsPiece(inFile, piece))) throw fileChanged(path, piece);
    const last = mended.at(-1);
    const { start, end } = spanOf(piece);
    if (last?.end === start) mended.splice(-1, 1, { start: last.start, end });
    else mended.push({ start, end });
  };

  return {
    ...inner,
    begin,
    hasPiece: async (piece) => (await holdsPiece(inFile, piece)) || holdsPiece(inData, piece),
    holds: async () => true, // Proven when the repair began, in the same run.
    async reset() {
      await inner.reset();
      await begin([]);
      return true;
    },
    async reserve(sizeBytes) {
      const { size } = await file.stat();
      // What differs is not known before it is fetched; that the file grows is.
      await inner.reserve(sizeBytes, Math.max(0, sizeBytes - size) * 2);
    },
    commit: () =>
      onDisk(path, async () => {
        const { pieces = [] } = codec.decode(await inner.readJournal()) ?? {};
        for (const piece of inOrder(pieces)) await mend(piece);
        if ((await file.stat()).size !== identity.sizeBytes) await file.truncate(identity.sizeBytes);
        await file.sync();
        if (keepChecksums) await writeChecksums(path, codec, identity, pieces);
        await inner.replaceJournal(new Uint8Array()); // Nothing is left to go on with: the folder goes.
      }),
    release() {
      released ??= data.close().then(inner.release);
      return released;
    },
    mendedRanges: () => mended,
  };
}

async function copyPiece({ offset, length }: Piece, from: FileHandle, to: FileHandle): Promise<void> {
  const buffer = Buffer.alloc(Math.min(length, copyBytes));
  for (let done = 0; done < length; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(copyBytes, length - done), offset + done);
    for (let written = 0; written < bytesRead; ) {
      written += (await to.write(buffer, written, bytesRead - written, offset + done + written)).bytesWritten;
    }
    done += bytesRead;
  }
}

const copyBytes = 1024 * 1024;

function fileChanged(path: string, { offset }: Piece): OssError {
  return new OssError({
    code: 'FileChanged',
    phase: 'disk',
    message: `"${path}" changed while it was repaired, or its disk does not give back what was written.`,
    advice: 'Let nobody else write to it and repair it again; if it happens again, look at the disk.',
    offset,
  });
}
