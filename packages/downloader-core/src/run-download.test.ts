import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { createCrc64 } from './crc64/crc64.ts';
import type { RangeCarrier, Workspace } from './ports.ts';
import { runDownload } from './run-download.ts';
import { createSourceKeeper } from './source/source.ts';

const crc64 = await createCrc64();

/** Runs a download whose carrier cannot be closed, and logs the calls of the workspace. */
function run(carry: RangeCarrier['carry'], log: string[] = []): Promise<unknown> {
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
  const carrier: RangeCarrier = { carry, close: () => Promise.reject(new Error('a thread did not end')) };
  const source = createSourceKeeper('https://host/object');
  return runDownload({ source, workspace, crc64, openCarrier: () => carrier, options: {} });
}

describe('runDownload', () => {
  it('error: if a carrier cannot be closed, the written bytes are still synced before the workspace is released', async () => {
    const log: string[] = [];
    const running = run(async (_, { onHead, onWritten }) => {
      onHead?.({ sizeBytes: 4 }, 4, false);
      onWritten({ offset: 0, length: 4, crc64: crc64(new Uint8Array(4)) });
    }, log);
    await expect(running).rejects.toThrow('a thread did not end');
    expect(log).toEqual(['sync', 'release']);
  });

  it('error: a failure to close does not replace the earlier failure', async () => {
    const refused = new OssError({ code: 'AccessDenied', phase: 'headers', message: 'Denied.' });
    await expect(run(() => Promise.reject(refused))).rejects.toBe(refused);
  });
});
