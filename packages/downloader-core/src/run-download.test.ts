import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { createCrc64 } from './crc64/crc64.ts';
import type { DownloadOptions } from './download-options.ts';
import type { DownloadEvent } from './events.ts';
import type { ObjectIdentity, Piece, RangeCarrier, RangeOrder, Workspace } from './ports.ts';
import { createJournalCodec } from './record/journal.ts';
import { runDownload } from './run-download.ts';
import { createSourceKeeper } from './source/source.ts';

const crc64 = await createCrc64();
const codec = createJournalCodec(crc64);
const zeros = (offset: number, length: number): Piece => ({ offset, length, crc64: crc64(new Uint8Array(length)) });

interface Setup {
  readonly log?: string[];
  readonly close?: RangeCarrier['close'];
  readonly signal?: AbortSignal;
  readonly onSync?: () => void;
  readonly options?: DownloadOptions;
  readonly workspace?: Partial<Workspace>;
}

/** Runs a download, by default with a carrier that cannot be closed, and logs the calls of the workspace. */
function run(carry: RangeCarrier['carry'], setup: Setup = {}): Promise<unknown> {
  const { log = [], signal, onSync, close = () => Promise.reject(new Error('a thread did not end')) } = setup;
  const workspace: Workspace = {
    readJournal: async () => new Uint8Array(),
    appendJournal: async () => undefined,
    replaceJournal: async () => undefined,
    reset: async () => true,
    read: async () => new Uint8Array(),
    async sync() {
      await new Promise((resolve) => setImmediate(resolve));
      log.push('sync');
      onSync?.();
    },
    reserve: async () => undefined,
    commit: async () => void log.push('commit'),
    release: async () => void log.push('release'),
    ...setup.workspace,
  };
  const source = createSourceKeeper('https://host/object');
  const options = { signal, ...setup.options };
  return runDownload({ source, workspace, crc64, openCarrier: () => ({ carry, close }), options });
}

/** The journal and the bytes of an earlier run. */
function leave(identity: ObjectIdentity, ...pieces: readonly Piece[]): Partial<Workspace> {
  return {
    readJournal: async () => Buffer.concat([codec.encodeIdentity(identity), ...pieces.map(codec.encodePiece)]),
    read: async (_, length) => new Uint8Array(length),
  };
}

const carryAll: RangeCarrier['carry'] = async (_, { onHead, onWritten }) => {
  onHead?.({ sizeBytes: 4 }, 4, false);
  onWritten(zeros(0, 4));
};

describe('runDownload', () => {
  it('default: a retry continues after the received bytes, pinned to the object, and the summary counts it', async () => {
    const orders: Partial<RangeOrder>[] = [];
    const carry: RangeCarrier['carry'] = async ({ start, end, pin }, { onHead, onWritten }) => {
      orders.push({ start, end, pin });
      onHead?.({ sizeBytes: 4, etag: '"A"' }, 4, false);
      onWritten(zeros(start, 2));
      if (start === 0) throw new OssError({ code: 'BodyCut', phase: 'body', message: 'Cut.', retryable: true });
    };
    const log: string[] = [];
    const options = { partSizeBytes: 8 * 1024 * 1024, random: () => 0 };
    const summary = await run(carry, { log, options, close: async () => undefined });
    const pin = { sizeBytes: 4, etag: '"A"' };
    expect(orders).toEqual([
      { start: 0, end: 8 * 1024 * 1024, pin: undefined },
      { start: 2, end: 4, pin },
    ]);
    expect(summary).toEqual({
      ...pin,
      crc64: zeros(0, 4).crc64.toString(),
      verified: 'length',
      resumedBytes: 0,
      requests: 2,
      retries: 1,
      renewals: 0,
      peakParallel: 1,
      bytesFetchedTwice: 0,
      durationMs: expect.any(Number),
    });
    expect(log.slice(-3)).toEqual(['sync', 'commit', 'release']);
  });

  it('behavior: continues an earlier run, and compares its CRC-64 even if the server sends none', async () => {
    const events: DownloadEvent[] = [];
    const reserved: number[][] = [];
    const identity = { sizeBytes: 4, etag: '"A"', crc64: zeros(0, 4).crc64 };
    const carry: RangeCarrier['carry'] = async ({ start }, { onHead, onWritten }) => {
      onHead?.({ sizeBytes: 4, etag: '"A"' }, 4, false);
      onWritten(zeros(start, 4 - start));
    };
    const summary = await run(carry, {
      close: async () => undefined,
      options: { onEvent: (event) => events.push(event) },
      workspace: {
        ...leave(identity, zeros(0, 3)),
        reserve: async (sizeBytes, missingBytes) => void reserved.push([sizeBytes, missingBytes]),
      },
    });
    expect(summary).toMatchObject({ resumedBytes: 3, verified: 'crc64', requests: 1, bytesFetchedTwice: 0 });
    expect(reserved).toEqual([[4, 1]]);
    expect(events).toMatchObject([
      { type: 'checked', checkedBytes: 3 },
      { type: 'started', resumedBytes: 3 },
      { type: 'progress', durableBytes: 4, totalBytes: 4 },
    ]);
  });

  it('error: ObjectChanged says whether old data or the object itself is another version', async () => {
    const changed = new OssError({ code: 'ObjectChanged', phase: 'headers', message: 'Replaced.' });
    const refuse: RangeCarrier['carry'] = () => Promise.reject(changed);
    const workspace = leave({ sizeBytes: 4 }, zeros(0, 2));
    await expect(run(refuse)).rejects.toBe(changed);
    await expect(run(refuse, { workspace })).rejects.toMatchObject({
      code: 'ObjectChanged',
      message: expect.stringContaining('The data of an earlier run belongs to another object'),
      cause: changed,
    });
    const changeLater: RangeCarrier['carry'] = async (_, { onHead }) => {
      onHead?.({ sizeBytes: 4 }, 4, false);
      throw changed;
    };
    await expect(run(changeLater, { workspace })).rejects.toBe(changed);
  });

  it('option: signal ends the check of the data of an earlier run, before any request', async () => {
    const log: string[] = [];
    const stop = new AbortController();
    const holds = async () => {
      log.push('checked');
      stop.abort('enough');
      return true;
    };
    const workspace = { ...leave({ sizeBytes: 4 }, zeros(0, 1), zeros(1, 1)), holds };
    await expect(run(carryAll, { log, signal: stop.signal, workspace })).rejects.toBe('enough');
    expect(log).toEqual(['checked', 'release']);
  });

  it('behavior: an abort during the last sync leaves no file', async () => {
    const log: string[] = [];
    const stop = new AbortController();
    const running = run(carryAll, {
      log,
      close: async () => undefined,
      signal: stop.signal,
      onSync: () => stop.abort('enough'),
    });
    await expect(running).rejects.toBe('enough');
    expect(log).toEqual(['sync', 'release']);
  });

  it('error: if a carrier cannot be closed, the written bytes are still synced before the workspace is released', async () => {
    const log: string[] = [];
    const running = run(carryAll, { log });
    await expect(running).rejects.toThrow('a thread did not end');
    expect(log).toEqual(['sync', 'release']);
  });

  it('error: after a failure, the received bytes are synced for the next run, and the carrier is closed', async () => {
    const log: string[] = [];
    const refused = new OssError({ code: 'AccessDenied', phase: 'headers', message: 'Denied.' });
    const carry: RangeCarrier['carry'] = async (_, { onHead, onWritten }) => {
      onHead?.({ sizeBytes: 4 }, 4, false);
      onWritten(zeros(0, 2));
      throw refused;
    };
    await expect(run(carry, { log, close: async () => void log.push('closed') })).rejects.toBe(refused);
    expect(log).toEqual(['closed', 'sync', 'release']);
  });

  it('error: a failure to close does not replace the earlier failure', async () => {
    const refused = new OssError({ code: 'AccessDenied', phase: 'headers', message: 'Denied.' });
    await expect(run(() => Promise.reject(refused))).rejects.toBe(refused);
  });
});
