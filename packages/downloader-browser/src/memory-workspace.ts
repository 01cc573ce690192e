import { OssError } from '@ossferry/contract';
import { noJournal } from '@ossferry/downloader-core/internal';
import type { BrowserWorkspace } from './browser-workspace.ts';

/** Opens a workspace in memory; refuses objects larger than `limitBytes` with `NoDestinationFits`. */
export function openMemoryWorkspace(limitBytes: number): BrowserWorkspace {
  let whole = new Uint8Array();
  return {
    ...noJournal,
    sink: { write: (bytes, offset) => whole.set(bytes, offset) },
    reset: async () => true,
    async reserve(sizeBytes) {
      if (sizeBytes > limitBytes) throw tooLargeForMemory(sizeBytes, limitBytes);
      if (whole.length !== sizeBytes) whole = new Uint8Array(sizeBytes);
    },
    commit: async () => undefined,
    openFile: async () => new File([whole], 'download'),
    release: async () => undefined,
  };
}

function tooLargeForMemory(sizeBytes: number, limitBytes: number): OssError {
  return new OssError({
    code: 'NoDestinationFits',
    phase: 'config',
    message: `The object has ${sizeBytes} bytes; the memory limit is ${limitBytes}.`,
    advice: 'Use toOpfs() or toPickedFile(), or else downloadWithAnchor(), which verifies nothing.',
  });
}
