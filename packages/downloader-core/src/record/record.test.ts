import { describe, expect, it } from 'vitest';
import { createCrc64 } from '../crc64/crc64.ts';
import type { DownloadEvent } from '../events.ts';
import type { Piece, Workspace } from '../ports.ts';
import { createJournalCodec } from './journal.ts';
import { openRecord } from './record.ts';

const crc64 = await createCrc64();
const codec = createJournalCodec(crc64);
const mebibyte = 1024 * 1024;

/** An in-memory workspace of an earlier run. */
function createWorkspace(data: Uint8Array, left: Uint8Array = new Uint8Array()) {
  let journal = Buffer.from(left);
  const log: string[] = [];
  const workspace: Workspace = {
    readJournal: async () => journal,
    async appendJournal(bytes) {
      journal = Buffer.concat([journal, bytes]);
    },
    async replaceJournal(bytes) {
      await new Promise((resolve) => setImmediate(resolve));
      journal = Buffer.from(bytes);
    },
    async reset() {
      await new Promise((resolve) => setImmediate(resolve));
      log.push('reset');
      journal = Buffer.alloc(0);
      return true;
    },
    read: async (offset, length) => data.subarray(offset, offset + length),
    sync: async () => void log.push('sync'),
    reserve: async () => undefined,
    commit: async () => undefined,
    release: async () => undefined,
  };
  return { workspace, log, journal: () => codec.decode(journal), journalBytes: () => journal.length };
}

const pieceOf = (data: Uint8Array, start: number, end: number): Piece => ({
  offset: start,
  length: end - start,
  crc64: crc64(data.subarray(start, end)),
});

function open(workspace: Workspace, keepsJournal = true, signal?: AbortSignal) {
  const events: DownloadEvent[] = [];
  const onEvent = (event: DownloadEvent) => events.push(event);
  const onFailure = (error: unknown) => {
    throw error;
  };
  return { events, record: openRecord({ workspace, crc64, keepsJournal, onEvent, onFailure, signal }) };
}

const data = Uint8Array.from({ length: 100 }, (_, index) => index);
const identity = { sizeBytes: data.length, etag: '"A"' };
const journalOf = (...pieces: readonly Piece[]) =>
  Buffer.concat([codec.encodeIdentity(identity), ...pieces.map(codec.encodePiece)]);

describe('openRecord', () => {
  it('default: keeps the pieces of an earlier run whose bytes are intact', async () => {
    const [good, bad] = [pieceOf(data, 0, 30), { ...pieceOf(data, 40, 60), crc64: 1n }];
    const { workspace, log, journal } = createWorkspace(data, journalOf(good, bad));
    const { record: opening, events } = open(workspace);
    const record = await opening;
    expect([record.resumedBytes, record.missingBytes()]).toEqual([30, 70]);
    expect(record.holes({ start: 0, end: 100 })).toEqual([{ start: 30, end: 100 }]);
    expect(journal()).toEqual({ identity, pieces: [good] });
    expect(log).toEqual([]);
    const checked = (checkedBytes: number) => ({ type: 'checked', checkedBytes, totalBytes: 100 });
    const message = 'Pieces that do not match the journal: 1. They are downloaded again.';
    expect(events).toEqual([checked(30), checked(50), { type: 'warning', code: 'JournalDamaged', message }]);
  });

  it('behavior: drops a piece whose bytes are incomplete', async () => {
    const { workspace } = createWorkspace(data.subarray(0, 29), journalOf(pieceOf(data, 0, 30)));
    expect((await open(workspace).record).resumedBytes).toBe(0);
  });

  it('behavior: compares a piece that needs several reads', async () => {
    const long = new Uint8Array(9 * mebibyte).map((_, index) => index % 251);
    const named = { sizeBytes: long.length + 1 };
    const journal = Buffer.concat([
      codec.encodeIdentity(named),
      codec.encodePiece({ offset: 1, length: long.length - 1, crc64: crc64(long.subarray(1)) }),
    ]);
    expect((await open(createWorkspace(long, journal).workspace).record).resumedBytes).toBe(long.length - 1);
    long[long.length - 1] = 255;
    expect((await open(createWorkspace(long, journal).workspace).record).resumedBytes).toBe(0);
  });

  it('behavior: if nothing is missing, the last piece is downloaded again to check the object', async () => {
    const pieces = [pieceOf(data, 0, 60), pieceOf(data, 60, 100)];
    const { workspace, journal } = createWorkspace(data, journalOf(...pieces));
    const { record: opening, events } = open(workspace);
    expect((await opening).resumedBytes).toBe(60);
    expect(journal()?.pieces).toEqual(pieces.slice(0, 1));
    expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
  });

  it('behavior: deletes an unreadable journal before writing to it', async () => {
    const { workspace, log, journal } = createWorkspace(data, Buffer.from('hello\n'));
    const { record: opening, events } = open(workspace);
    const record = await opening;
    expect(log).toEqual(['reset']);
    expect(events).toMatchObject([{ type: 'warning', code: 'JournalDamaged' }]);
    record.identify(identity);
    record.add(pieceOf(data, 0, 10));
    await record.close();
    expect(journal()).toEqual({ identity, pieces: [pieceOf(data, 0, 10)] });
  });

  it('behavior: counts bytes received again, without other changes', async () => {
    const { workspace, journal } = createWorkspace(data);
    const record = await open(workspace).record;
    record.identify(identity);
    record.add(pieceOf(data, 0, 50));
    record.add({ ...pieceOf(data, 40, 60), crc64: 1n });
    expect([record.durableBytes(), record.repeatedBytes(), record.missingBytes()]).toEqual([50, 20, 50]);
    expect(record.wholeCrc64()).toBeUndefined();
    record.add(pieceOf(data, 50, 100));
    expect(record.wholeCrc64()).toBe(crc64(data));
    await record.close();
    expect(journal()?.pieces).toEqual([pieceOf(data, 0, 50), pieceOf(data, 50, 100)]);
  });

  it('behavior: the first response sets the identity', async () => {
    const record = await open(createWorkspace(data).workspace).record;
    expect([record.identity(), record.missingBytes(), record.wholeCrc64()]).toEqual([undefined, 0, undefined]);
    expect(record.identify(identity)).toBe(identity);
    await record.close();
  });

  it('behavior: the first response after a resume adds its properties, and removes none', async () => {
    const record = await open(createWorkspace(data, journalOf(pieceOf(data, 0, 30))).workspace).record;
    record.identify({ sizeBytes: data.length, etag: undefined, crc64: 7n, versionId: 'v' });
    expect(record.identity()).toEqual({ ...identity, crc64: 7n, versionId: 'v' });
    await record.close();
  });

  it('behavior: progress counts synced bytes, including those of an earlier run', async () => {
    const { workspace, log } = createWorkspace(data, journalOf(pieceOf(data, 0, 30)));
    const { record: opening, events } = open(workspace);
    const record = await opening;
    record.add(pieceOf(data, 30, 100));
    expect(events.filter(({ type }) => type === 'progress')).toEqual([]);
    await record.close();
    expect(log).toEqual(['sync']);
    expect(events.at(-1)).toEqual({ type: 'progress', durableBytes: 100, totalBytes: 100 });
  });

  it.each([
    [8 * mebibyte, false, false],
    [8 * mebibyte + 1, false, true],
    [8 * mebibyte, true, true],
  ])('option: keepsJournal, for %i bytes: %s writes one: %s', async (sizeBytes, keepsJournal, isWritten) => {
    const { workspace, journal, journalBytes } = createWorkspace(data);
    const record = await open(workspace, keepsJournal).record;
    record.identify({ sizeBytes });
    record.add(pieceOf(data, 0, 10));
    await record.close();
    expect(journal()?.pieces.length).toBe(isWritten ? 1 : undefined);
    expect(journalBytes() > 0).toBe(isWritten);
  });

  it('option: signal aborts the check of the data', async () => {
    const { workspace } = createWorkspace(data, journalOf(pieceOf(data, 0, 30)));
    const reason = new Error('enough');
    await expect(open(workspace, true, AbortSignal.abort(reason)).record).rejects.toBe(reason);
  });

  it.each(['appendJournal', 'sync'] as const)(
    'error: a failing %s is reported immediately, and at the end',
    async (name) => {
      const failure = new Error('i/o');
      const failures: unknown[] = [];
      const record = await openRecord({
        workspace: { ...createWorkspace(data).workspace, [name]: () => Promise.reject(failure) },
        crc64,
        keepsJournal: true,
        onEvent: () => undefined,
        onFailure: (error) => failures.push(error),
      });
      record.identify(identity);
      record.add(pieceOf(data, 0, 10));
      await expect(record.close()).rejects.toBe(failure);
      expect(failures).toEqual([failure]);
    },
  );
});
