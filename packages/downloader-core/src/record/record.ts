import { smallObjectBytes } from '../carrier/local-carrier.ts';
import type { Crc64 } from '../crc64/crc64.ts';
import type { DownloadEvent } from '../events.ts';
import type { ObjectIdentity, Piece, Workspace } from '../ports.ts';
import { createJournalCodec } from './journal.ts';
import { createJournalWriter } from './journal-writer.ts';
import { createLedger, type Span } from './ledger.ts';
import { readRemains } from './read-remains.ts';
import { createSyncer } from './syncer.ts';

/** The record of one download: which object it is of and which of its bytes are in the file, here and in the journal. */
export interface DownloadRecord {
  /** The object, once an earlier run's journal or the first answer has named it. */
  readonly identity: () => ObjectIdentity | undefined;
  /** Names the object for good; later calls change nothing. */
  readonly identify: (identity: ObjectIdentity) => ObjectIdentity;
  readonly resumedBytes: number;
  readonly missingBytes: () => number;
  readonly durableBytes: () => number;
  /** Bytes that came although they were there already. */
  readonly repeatedBytes: () => number;
  /** The missing runs within `span`, in order. */
  readonly holes: (span: Span) => Span[];
  /** Takes in bytes that are in the file, and tells of progress once they are on the disk for good. */
  readonly claim: (piece: Piece) => void;
  /** CRC-64 of the whole object, or `undefined` while bytes are missing. */
  readonly wholeCrc64: () => bigint | undefined;
  /** Resolves when the journal is written up and all is on the disk; rejects when it could not be. */
  readonly close: () => Promise<void>;
}

export interface RecordOptions {
  readonly workspace: Workspace;
  readonly crc64: Crc64;
  /** Write the journal of small objects too. */
  readonly keepsJournal: boolean;
  readonly onEvent: (event: DownloadEvent) => void;
  readonly signal?: AbortSignal | undefined;
  /** The disk does not take what it is given: there is no point in going on. */
  readonly onFailure: (error: unknown) => void;
}

/** Opens the record of a download with what an earlier run left in its workspace. */
export async function openRecord(options: RecordOptions): Promise<DownloadRecord> {
  const { workspace, crc64, keepsJournal, onEvent, onFailure, signal } = options;
  const codec = createJournalCodec(crc64);
  const journal = createJournalWriter(workspace, onFailure);
  const ledger = createLedger();
  const remains = await readRemains(workspace, {
    crc64,
    codec,
    signal,
    onChecked: (checkedBytes, totalBytes) => onEvent({ type: 'checked', checkedBytes, totalBytes }),
  });
  if (remains.warning !== undefined) onEvent({ type: 'warning', code: 'JournalDamaged', message: remains.warning });
  if (remains.journal === null) await workspace.reset();
  let identity: ObjectIdentity | undefined = remains.journal?.identity;
  for (const piece of remains.journal?.pieces ?? []) ledger.add(piece);
  const resumedBytes = ledger.durableBytes();
  let repeatedBytes = 0;
  const tell = (syncedBytes: number) => {
    if (identity === undefined) return;
    onEvent({ type: 'progress', durableBytes: resumedBytes + syncedBytes, totalBytes: identity.sizeBytes });
  };
  const syncer = createSyncer({ sync: workspace.sync, onSynced: tell, onFailure });
  const isJournaled = ({ sizeBytes }: ObjectIdentity): boolean => keepsJournal || sizeBytes > smallObjectBytes;

  return {
    identity: () => identity,
    identify(answered) {
      if (identity !== undefined) return identity;
      identity = answered;
      if (isJournaled(identity)) journal.append(codec.encodeIdentity(identity));
      return identity;
    },
    resumedBytes,
    missingBytes: () => (identity?.sizeBytes ?? 0) - ledger.durableBytes(),
    durableBytes: ledger.durableBytes,
    repeatedBytes: () => repeatedBytes,
    holes: ledger.holes,
    claim(piece) {
      if (identity === undefined) return;
      if (!ledger.add(piece)) {
        repeatedBytes += piece.length;
        return;
      }
      if (isJournaled(identity)) journal.append(codec.encodePiece(piece));
      syncer.written(piece.length);
    },
    wholeCrc64: () => (identity === undefined ? undefined : ledger.wholeCrc64(identity.sizeBytes)),
    async close() {
      await Promise.all([journal.drain(), syncer.finish()]);
    },
  };
}
