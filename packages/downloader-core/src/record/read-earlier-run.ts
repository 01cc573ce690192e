import { type Crc64, combineCrc64 } from '../crc64/crc64.ts';
import type { Piece, Workspace } from '../ports.ts';
import { concatenate } from './concatenate.ts';
import type { Journal, JournalCodec } from './journal.ts';

/** The usable data of an earlier run. */
export interface EarlierRun {
  readonly journal: Journal | null;
  /** One sentence, if a part of the journal is damaged or does not match the data. */
  readonly warning?: string | undefined;
}

export interface EarlierRunOptions {
  readonly crc64: Crc64;
  readonly codec: JournalCodec;
  readonly signal?: AbortSignal | undefined;
  /** Reports progress; this takes as long as reading the file. */
  readonly onChecked?: ((checkedBytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Reads the journal of an earlier run, and keeps only the pieces whose bytes still match their CRC-64. The journal is
 * then rewritten with these pieces.
 */
export async function readEarlierRun(
  workspace: Workspace,
  { crc64, codec, signal, onChecked }: EarlierRunOptions,
): Promise<EarlierRun> {
  const bytes = await workspace.readJournal();
  const journal = codec.decode(bytes);
  if (journal === null) {
    return { journal, warning: codec.explain(bytes) };
  }
  const intact: Piece[] = [];
  const holds = workspace.holds ?? ((piece: Piece) => isIntact(piece, workspace, crc64));
  let checkedBytes = 0;
  for (const piece of journal.pieces) {
    signal?.throwIfAborted();
    if (await holds(piece)) intact.push(piece);
    checkedBytes += piece.length;
    onChecked?.(checkedBytes, journal.identity.sizeBytes);
  }
  const lost = journal.pieces.length - intact.length;

  // If no bytes are missing, drop the last piece, so that one request proves that the object is unchanged.
  const intactBytes = intact.reduce((sum, { length }) => sum + length, 0);
  if (intactBytes === journal.identity.sizeBytes) intact.pop();

  await workspace.replaceJournal(
    concatenate([codec.encodeIdentity(journal.identity), ...intact.map(codec.encodePiece)]),
  );
  return {
    journal: { identity: journal.identity, pieces: intact },
    warning:
      lost > 0 ? `Pieces that do not match the journal: ${lost}. They are downloaded again.` : codec.explain(bytes),
  };
}

const readBytes = 4 * 1024 * 1024;

async function isIntact(piece: Piece, workspace: Workspace, crc64: Crc64): Promise<boolean> {
  let sum = 0n;
  for (let done = 0; done < piece.length; ) {
    const wanted = Math.min(readBytes, piece.length - done);
    const bytes = await workspace.read(piece.offset + done, wanted);
    if (bytes.length < wanted) return false;
    sum = combineCrc64(sum, crc64(bytes), bytes.length);
    done += bytes.length;
  }
  return sum === piece.crc64;
}
