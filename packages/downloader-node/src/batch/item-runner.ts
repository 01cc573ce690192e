import { OssError } from '@ossferry/contract';
import type { DownloadSummary } from '@ossferry/downloader-core';
import { startStopwatch } from '@ossferry/downloader-core/internal';
import { downloadWith } from '../download.ts';
import { checkDestinationName } from '../workspace/check-destination.ts';
import { createBatchFolders } from './batch-folders.ts';
import type { BatchItem, BatchOptions, BatchResult, ItemOutcome } from './batch-item.ts';
import type { BatchTools } from './batch-tools.ts';
import { checkItem, readExpectedObject } from './check-item.ts';
import { createDiskSpaceCheck } from './disk-space.ts';
import { explainMismatch } from './expected-object.ts';
import { isDownloaded } from './is-downloaded.ts';
import { createItemRequests } from './item-requests.ts';

/** Downloads one item and returns its result; never rejects. */
export type ItemRunner<Item extends BatchItem> = (item: Item) => Promise<BatchResult<Item>>;

/** Creates the runner of one batch. When `signal` aborts, its items end with the status `stopped`. */
export function createItemRunner<Item extends BatchItem>(
  options: BatchOptions<Item>,
  tools: BatchTools,
  signal: AbortSignal,
): ItemRunner<Item> {
  const { whenPresent = 'fail', onEvent } = options;
  const folders = createBatchFolders();
  const diskSpace = createDiskSpaceCheck();
  const knownHosts = new Set<string>();
  const shared = {
    ...options,
    signal,
    overwrite: whenPresent === 'replace',
    // These limits apply to all items together; the tools enforce them.
    limitRateBytesPerSecond: undefined,
    maxMemoryBytes: undefined,
  };

  const downloadItem = async (item: Item, onRequest: () => void): Promise<DownloadSummary | 'present'> => {
    checkItem(item);
    checkDestinationName(item.destination);
    const { destination, source, signedHeaders } = item;
    const expected = readExpectedObject(item);
    if (whenPresent === 'skip' && (await isDownloaded(destination, expected, signal))) return 'present';
    const folderWasEmpty = folders.make(destination);
    diskSpace.check(destination, expected.sizeBytes);
    const { budget, download } = tools;
    const requests = createItemRequests({ budget, knownHosts, expected, onRequest });
    try {
      return await downloadWith(
        typeof source === 'string' ? { url: source, signedHeaders } : source,
        destination,
        {
          ...shared,
          verify: expected.crc64 === undefined ? shared.verify : true,
          onEvent: onEvent && ((event) => onEvent(event, item)),
        },
        { ...download, folderWasEmpty, requests },
      );
    } catch (error) {
      folders.onFailure(destination);
      diskSpace.onFailure(error);
      // Another batch with the same list may have downloaded it in the meantime.
      if (whenPresent === 'skip' && isTaken(error) && (await isDownloaded(destination, expected, signal)))
        return 'present';
      throw explainMismatch(error, expected);
    } finally {
      requests.close();
    }
  };

  return async (item) => {
    const elapsedMs = startStopwatch();
    let requests = 0;
    const onRequest = (): void => {
      requests += 1;
    };
    const result = (outcome: ItemOutcome): BatchResult<Item> => ({
      item,
      ...outcome,
      requests,
      durationMs: elapsedMs(),
    });
    try {
      signal.throwIfAborted();
      const summary = await downloadItem(item, onRequest);
      return summary === 'present' ? result({ status: 'skipped' }) : result({ status: 'done', summary });
    } catch (cause) {
      if (signal.aborted) return result({ status: 'stopped' });
      return result({ status: 'failed', error: asOssError(cause) });
    }
  };
}

function isTaken(error: unknown): boolean {
  return OssError.isInstance(error) && error.code === 'DestinationExists';
}

function asOssError(cause: unknown): OssError {
  if (OssError.isInstance(cause)) return cause;
  return new OssError({
    code: 'ItemFailed',
    phase: 'body',
    message: 'The download failed for an unknown reason.',
    advice: 'See the cause.',
    cause,
  });
}
