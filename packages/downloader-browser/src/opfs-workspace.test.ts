import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openOpfsWorkspace } from './opfs-workspace.ts';

// Failures during opening, and sizes that tests cannot store; tooling/browser-tests covers the rest in real browsers.
const calls: string[] = [];
let isJournalBusy = false;

const fileHandle = (name: string) => ({
  async createSyncAccessHandle() {
    if (name === 'journal' && isJournalBusy) throw new DOMException('in use', 'NoModificationAllowedError');
    calls.push(`open ${name}`);
    let sizeBytes = 0;
    const truncate = (wanted: number): void => {
      sizeBytes = wanted;
    };
    return { close: () => calls.push(`close ${name}`), getSize: () => sizeBytes, truncate };
  },
});

const folderHandle: object = {
  async getDirectoryHandle(name: string) {
    calls.push(`make ${name}`);
    return folderHandle;
  },
  async getFileHandle(name: string, { create = false } = {}) {
    if (!create) throw new DOMException('none', 'NotFoundError');
    return fileHandle(name);
  },
};

beforeEach(() => {
  calls.length = 0;
  isJournalBusy = false;
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => folderHandle },
    locks: { request: (_: string, __: object, hold: () => Promise<void>) => hold().then(() => calls.push('unlock')) },
  });
  vi.stubGlobal('FileSystemFileHandle', { prototype: fileHandle('any') });
  return () => vi.unstubAllGlobals();
});

describe('openOpfsWorkspace', () => {
  it('error: a journal in use releases everything that was opened before it', async () => {
    isJournalBusy = true;
    await expect(openOpfsWorkspace('film.mp4')).rejects.toMatchObject({ code: 'DestinationBusy', phase: 'disk' });
    expect(calls).toEqual(['make film.mp4.ossferry', 'open data', 'close data', 'unlock']);
  });

  it('behavior: reserves more than the estimate, which is never above 10 GiB in Chromium', async () => {
    Object.assign(navigator.storage, { estimate: async () => ({ quota: 10 * 1024 ** 3, usage: 0 }) });
    const workspace = await openOpfsWorkspace('film.mp4');
    await expect(workspace.reserve(12e9, 12e9)).resolves.toBeUndefined();
  });

  it('error: outside of a worker nothing is created', async () => {
    vi.stubGlobal('FileSystemFileHandle', { prototype: {} });
    await expect(openOpfsWorkspace('folder/film.mp4')).rejects.toMatchObject({
      code: 'NoDestinationFits',
      phase: 'config',
    });
    expect(calls).toEqual([]);
  });
});
