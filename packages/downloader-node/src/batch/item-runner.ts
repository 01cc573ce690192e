import { OssError } from '@ossferry/contract';
import type { DownloadSummary } from '@ossferry/downloader-core';
import { startStopwatch } from '@ossferry/downloader-core/internal';
import { downloadWith } from '../download.ts';
import { checkDestinationName } from '../workspace/check-destination.ts';
import { createBatchFolders } from './batch-folders.ts';
import type { BatchItem, BatchOptions, BatchResult, ItemOutcome } from './batch-item.ts';
import type { BatchTools } from './batch-tools.ts';
import { checkItem } from './check-item.ts';
import { createDiskRoom } from './disk-room.ts';
import { expectObject, explainMismatch, recognizeObject } from './expect-object.ts';
import { isPresent } from './is-present.ts';
import { readExpectation } from './read-expectation.ts';
import { createRequestWatch, type RequestWatch } from './request-watch.ts';

/** Brings one item, and says what became of it; never rejects. */
export type ItemRunner<Item extends BatchItem> = (item: Item) => Promise<BatchResult<Item>>;

/** Makes what runs the items of one batch, until `signal` aborts. */
export function createItemRunner<Item extends BatchItem>(
  options: BatchOptions<Item>,
  tools: BatchTools,
  signal: AbortSignal,
): ItemRunner<Item> {
  const { whenPresent = 'fail', onEvent } = options;
  const folders = createBatchFolders();
  const room = createDiskRoom();
  const answeringHosts = new Set<string>();
  const shared = {
    ...options,
    signal,
    overwrite: whenPresent === 'replace',
    // All items together have these; the tools see to it.
    limitRateBytesPerSecond: undefined,
    maxMemoryBytes: undefined,
  };

  const bring = async (item: Item, watch: RequestWatch): Promise<DownloadSummary | 'present'> => {
    checkItem(item);
    checkDestinationName(item.destination);
    const { destination, source, signedHeaders } = item;
    const expected = readExpectation(item);
    if (whenPresent === 'skip' && (await isPresent(destination, expected, signal))) return 'present';
    const folderWasEmpty = folders.make(destination);
    room.check(destination, expected.sizeBytes);
    const { budget, download } = tools;
    const first = budget.firstTurn();
    try {
      return await downloadWith(
        typeof source === 'string' ? { url: source, signedHeaders } : source,
        destination,
        {
          ...shared,
          verify: expected.crc64 === undefined ? shared.verify : true,
          onEvent: onEvent && ((event) => onEvent(event, item)),
        },
        {
          ...download,
          folderWasEmpty,
          isHostKnown: watch.isHostKnown,
          wrap: (carrier) => watch.watchCarrier(expectObject(budget.limit(carrier, first), expected)),
          small: {
            turn: watch.watchTurn(first),
            recognize(found) {
              watch.onAnswer();
              return recognizeObject(found, expected);
            },
          },
        },
      );
    } catch (error) {
      folders.onFailure(destination);
      room.onFailure(error);
      // Another batch over the same list may have brought it meanwhile.
      if (whenPresent === 'skip' && isTaken(error) && (await isPresent(destination, expected, signal)))
        return 'present';
      throw explainMismatch(error, expected);
    } finally {
      first.leave();
    }
  };

  return async (item) => {
    const elapsedMs = startStopwatch();
    const watch = createRequestWatch(answeringHosts);
    const result = (outcome: ItemOutcome): BatchResult<Item> => ({
      item,
      ...outcome,
      requests: watch.requests(),
      durationMs: elapsedMs(),
    });
    try {
      signal.throwIfAborted();
      const summary = await bring(item, watch);
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
    message: 'The download failed for a reason that is not known.',
    advice: 'See the cause.',
    cause,
  });
}
