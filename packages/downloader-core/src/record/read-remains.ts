import { type Crc64, combineCrc64 } from '../crc64/crc64.ts';
import type { Piece, Workspace } from '../ports.ts';
import { concatenate } from './concatenate.ts';
import type { Journal, JournalCodec } from './journal.ts';

/** What an earlier run left. */
export interface Remains {
  readonly journal: Journal | null;
  /** One sentence, when the journal could not be read or believed in all that it claims. */
  readonly warning?: string | undefined;
}

export interface RemainsOptions {
  readonly crc64: Crc64;
  readonly codec: JournalCodec;
  readonly signal?: AbortSignal | undefined;
  /** So much of the object was looked at: it takes as long as reading the file. */
  readonly onChecked?: ((checkedBytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Reads the journal of an earlier run and believes only those pieces whose bytes still have the CRC-64 it recorded;
 * the journal is then written anew with just these.
 */
export async function readRemains(
  workspace: Workspace,
  { crc64, codec, signal, onChecked }: RemainsOptions,
): Promise<Remains> {
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

  // A journal without a hole gives its last piece back, so that one request proves that the object is still the same.
  const intactBytes = intact.reduce((sum, { length }) => sum + length, 0);
  if (intactBytes === journal.identity.sizeBytes) intact.pop();

  await workspace.replaceJournal(
    concatenate([codec.encodeIdentity(journal.identity), ...intact.map(codec.encodePiece)]),
  );
  return {
    journal: { identity: journal.identity, pieces: intact },
    warning:
      lost > 0 ? `${lost} pieces are not as the earlier run left them: they are fetched again.` : codec.explain(bytes),
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
