import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { createCrc64 } from './crc64/crc64.ts';
import type { RangeCarrier, Workspace } from './ports.ts';
import { runDownload } from './run-download.ts';
import { createSourceKeeper } from './source/source.ts';

const crc64 = await createCrc64();

interface Setup {
  readonly log?: string[];
  readonly close?: RangeCarrier['close'];
  readonly signal?: AbortSignal;
  readonly onSync?: () => void;
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
      log.push('sync');
      onSync?.();
    },
    reserve: async () => undefined,
    commit: async () => void log.push('commit'),
    release: async () => void log.push('release'),
  };
  const source = createSourceKeeper('https://host/object');
  return runDownload({ source, workspace, crc64, openCarrier: () => ({ carry, close }), options: { signal } });
}

const carryAll: RangeCarrier['carry'] = async (_, { onHead, onWritten }) => {
  onHead?.({ sizeBytes: 4 }, 4, false);
  onWritten({ offset: 0, length: 4, crc64: crc64(new Uint8Array(4)) });
};

describe('runDownload', () => {
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

  it('error: a failure to close does not replace the earlier failure', async () => {
    const refused = new OssError({ code: 'AccessDenied', phase: 'headers', message: 'Denied.' });
    await expect(run(() => Promise.reject(refused))).rejects.toBe(refused);
  });
});
