import { type FileHandle, stat } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import type { Crc64, ObjectIdentity, Piece, Span } from '@ossferry/downloader-core';
import type { JournalCodec } from '@ossferry/downloader-core/internal';
import { onDisk } from '../workspace/disk-error.ts';
import type { FileWorkspace } from '../workspace/file-workspace.ts';
import { inOrder, writeChecksums } from './checksums-file.ts';
import { createSpanChecker, holdsPiece, spanOf } from './span-checker.ts';

/** The workspace of a repair. It stores downloaded ranges until the whole file is verified, and then copies them. */
export interface RepairWorkspace extends FileWorkspace {
  /** Starts the journal with the object and the intact pieces of the file. The repair downloads the rest. */
  readonly begin: (intact: readonly Piece[]) => Promise<void>;
  /** Whether the workspace or the file contains a piece of an interrupted repair. */
  readonly hasPiece: (piece: Piece) => Promise<boolean>;
  /** The ranges written to the file by `commit`. */
  readonly repairedRanges: () => readonly Span[];
}

export interface RepairWorkspaceOptions {
  readonly inner: FileWorkspace;
  readonly path: string;
  readonly file: FileHandle;
  /** The open file `inner.dataPath`. */
  readonly data: FileHandle;
  readonly identity: ObjectIdentity;
  /** The object with the CRC-64 to compare. Only this run knows it: it is not saved in the checksums file. */
  readonly expected: ObjectIdentity;
  readonly crc64: Crc64;
  readonly codec: JournalCodec;
  readonly keepChecksums: boolean;
}

/**
 * Turns a download's workspace into one that repairs a file in place. Its journal covers the whole object: the intact
 * pieces of the file and the downloaded pieces. `commit` copies the latter to the file. If it is interrupted, the file
 * is no worse than before, and the downloaded pieces are kept.
 */
export function createRepairWorkspace(options: RepairWorkspaceOptions): RepairWorkspace {
  const { inner, path, file, data, identity, expected, crc64, codec, keepChecksums } = options;
  const inFile = createSpanChecker({ path, file }, crc64);
  const inData = createSpanChecker({ path: inner.dataPath, file: data }, crc64);
  const repaired: Span[] = [];
  let released: Promise<void> | undefined;

  const begin = (intact: readonly Piece[]): Promise<void> =>
    inner.replaceJournal(Buffer.concat([codec.encodeIdentity(expected), ...intact.map(codec.encodePiece)]));

  const repairPiece = async (piece: Piece): Promise<void> => {
    if (await holdsPiece(inFile, piece)) return;
    if (!(await holdsPiece(inData, piece))) throw fileChanged(path, piece);
    await copyPiece(piece, data, file);
    if (!(await holdsPiece(inFile, piece))) throw fileChanged(path, piece);
    const last = repaired.at(-1);
    const { start, end } = spanOf(piece);
    if (last?.end === start) repaired.splice(-1, 1, { start: last.start, end });
    else repaired.push({ start, end });
  };

  /** Another program may have renamed a new file to this path: then the open file is not the one to repair. */
  const refuseReplaced = async (): Promise<void> => {
    const now = await stat(path, { bigint: true }).catch(() => undefined);
    const { dev, ino } = await file.stat({ bigint: true });
    if (now?.ino !== ino || now.dev !== dev) throw fileReplaced(path);
  };

  return {
    ...inner,
    begin,
    hasPiece: async (piece) => (await holdsPiece(inFile, piece)) || holdsPiece(inData, piece),
    holds: async () => true, // Already checked by this run.
    async reset() {
      await inner.reset();
      await begin([]);
      return true;
    },
    async reserve(sizeBytes, missingBytes) {
      const { size } = await file.stat();
      const growthBytes = Math.max(0, sizeBytes - size);
      // The bytes that differ are unknown before the download; those beyond the end of the file are stored twice.
      await inner.reserve(sizeBytes, growthBytes + Math.min(growthBytes, missingBytes));
    },
    commit: () =>
      onDisk(path, async () => {
        await refuseReplaced();
        const { pieces = [] } = codec.decode(await inner.readJournal()) ?? {};
        for (const piece of inOrder(pieces)) await repairPiece(piece);
        if ((await file.stat()).size !== identity.sizeBytes) await file.truncate(identity.sizeBytes);
        await file.sync();
        await refuseReplaced();
        if (keepChecksums) await writeChecksums(path, codec, identity, pieces);
        await inner.replaceJournal(new Uint8Array()); // Without pieces to resume, `release` deletes the folder.
      }),
    release() {
      released ??= data.close().then(inner.release);
      return released;
    },
    repairedRanges: () => repaired,
  };
}

async function copyPiece({ offset, length }: Piece, from: FileHandle, to: FileHandle): Promise<void> {
  const buffer = Buffer.alloc(Math.min(length, copyBytes));
  for (let done = 0; done < length; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(copyBytes, length - done), offset + done);
    for (let written = 0; written < bytesRead; ) {
      written += (await to.write(buffer, written, bytesRead - written, offset + done + written)).bytesWritten;
    }
    if (bytesRead === 0) return; // Somebody cut it off; the caller compares the result.
    done += bytesRead;
  }
}

const copyBytes = 1024 * 1024;

function fileChanged(path: string, { offset }: Piece): OssError {
  return new OssError({
    code: 'FileChanged',
    phase: 'disk',
    message: `"${path}" changed during the repair, or its disk returns other bytes than were written.`,
    advice: 'Make sure that no other program writes to it, and repair it again. If it happens again, check the disk.',
    offset,
  });
}

function fileReplaced(path: string): OssError {
  return new OssError({
    code: 'FileChanged',
    phase: 'disk',
    message: `"${path}" was replaced or deleted during the repair.`,
    advice: 'Make sure that no other program replaces it, and run it again: received data is kept.',
  });
}
