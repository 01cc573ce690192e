import { describe, expect, it } from 'vitest';
import { createCrc64 } from './crc64/crc64.ts';
import type { RangeCarrier, Workspace } from './ports.ts';
import { runDownload } from './run-download.ts';
import { createSourceKeeper } from './source/source.ts';

const crc64 = await createCrc64();

describe('runDownload', () => {
  it('error: if a carrier cannot be closed, the written bytes are still synced before the workspace is released', async () => {
    const log: string[] = [];
    const workspace: Workspace = {
      readJournal: async () => new Uint8Array(),
      appendJournal: async () => undefined,
      replaceJournal: async () => undefined,
      reset: async () => true,
      read: async () => new Uint8Array(),
      sync: async () => void log.push('sync'),
      reserve: async () => undefined,
      commit: async () => void log.push('commit'),
      release: async () => void log.push('release'),
    };
    const failure = new Error('a thread did not end');
    const carrier: RangeCarrier = {
      async carry(_, { onHead, onWritten }) {
        onHead?.({ sizeBytes: 4 }, 4, false);
        onWritten({ offset: 0, length: 4, crc64: crc64(new Uint8Array(4)) });
      },
      close: () => Promise.reject(failure),
    };
    const source = createSourceKeeper('https://host/object');
    const running = runDownload({ source, workspace, crc64, openCarrier: () => carrier, options: {} });
    await expect(running).rejects.toBe(failure);
    expect(log).toEqual(['sync', 'release']);
  });
});
