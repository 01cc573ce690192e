import { smallObjectBytes } from '../carrier/local-carrier.ts';
import type { Crc64 } from '../crc64/crc64.ts';
import type { DownloadEvent } from '../events.ts';
import type { ObjectIdentity, Piece, Workspace } from '../ports.ts';
import { withDefaults } from '../with-defaults.ts';
import { createJournalCodec } from './journal.ts';
import { createJournalWriter } from './journal-writer.ts';
import { createLedger, type Span } from './ledger.ts';
import { readEarlierRun } from './read-earlier-run.ts';
import { createSyncer } from './syncer.ts';

/** The record of a download, in memory and in the journal: the object's identity, and which bytes are in the file. */
export interface DownloadRecord {
  /** The object, as known from the journal of an earlier run or from the first response. */
  readonly identity: () => ObjectIdentity | undefined;
  /**
   * Sets the object from the first response, and returns it. If it is known from the journal, the properties in the
   * response are added: one of them may be missing there.
   */
  readonly identify: (found: ObjectIdentity) => ObjectIdentity;
  readonly resumedBytes: number;
  readonly missingBytes: () => number;
  readonly durableBytes: () => number;
  /** Bytes that were received more than once. */
  readonly repeatedBytes: () => number;
  /** Returns the missing spans within `span`, in order. */
  readonly holes: (span: Span) => Span[];
  /** Records bytes that are in the file, and reports progress when they are synced to disk. */
  readonly add: (piece: Piece) => void;
  /** CRC-64 of the whole object, or `undefined` while bytes are missing. */
  readonly wholeCrc64: () => bigint | undefined;
  /** Resolves when the journal is written and all bytes are synced; rejects if that fails. */
  readonly close: () => Promise<void>;
}

export interface RecordOptions {
  readonly workspace: Workspace;
  readonly crc64: Crc64;
  /** Whether to write a journal for small objects too. */
  readonly keepsJournal: boolean;
  readonly onEvent: (event: DownloadEvent) => void;
  readonly signal?: AbortSignal | undefined;
  /** The disk failed, so the download cannot continue. */
  readonly onFailure: (error: unknown) => void;
}

/** Opens the record of a download, with the data of an earlier run in its workspace. */
export async function openRecord(options: RecordOptions): Promise<DownloadRecord> {
  const { workspace, crc64, keepsJournal, onEvent, onFailure, signal } = options;
  const codec = createJournalCodec(crc64);
  const journal = createJournalWriter(workspace, onFailure);
  const ledger = createLedger();
  const earlier = await readEarlierRun(workspace, {
    crc64,
    codec,
    signal,
    onChecked: (checkedBytes, totalBytes) => onEvent({ type: 'checked', checkedBytes, totalBytes }),
  });
  if (earlier.warning !== undefined) onEvent({ type: 'warning', code: 'JournalDamaged', message: earlier.warning });
  if (earlier.journal === null) await workspace.reset();
  let identity: ObjectIdentity | undefined = earlier.journal?.identity;
  for (const piece of earlier.journal?.pieces ?? []) ledger.add(piece);
  const resumedBytes = ledger.durableBytes();
  let repeatedBytes = 0;
  const reportProgress = (syncedBytes: number) => {
    if (identity === undefined) return;
    onEvent({ type: 'progress', durableBytes: resumedBytes + syncedBytes, totalBytes: identity.sizeBytes });
  };
  const syncer = createSyncer({ sync: workspace.sync, onSynced: reportProgress, onFailure });
  const isJournaled = ({ sizeBytes }: ObjectIdentity): boolean => keepsJournal || sizeBytes > smallObjectBytes;

  return {
    identity: () => identity,
    identify(found) {
      if (identity !== undefined) {
        identity = withDefaults(identity, found);
        return identity;
      }
      identity = found;
      if (isJournaled(identity)) journal.append(codec.encodeIdentity(identity));
      return identity;
    },
    resumedBytes,
    missingBytes: () => (identity?.sizeBytes ?? 0) - ledger.durableBytes(),
    durableBytes: ledger.durableBytes,
    repeatedBytes: () => repeatedBytes,
    holes: ledger.holes,
    add(piece) {
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
