import { OssError, problemOf } from '@ossferry/contract';
import type { Crc64 } from './crc64/crc64.ts';
import { checkOptions, type DownloadOptions, streamsThatFit } from './download-options.ts';
import { type DownloadSummary, factsOf } from './events.ts';
import type { RangeCarrier, Workspace } from './ports.ts';
import { checkWhole, lostGuarantees, type Whole } from './record/check-whole.ts';
import type { Span } from './record/ledger.ts';
import { type DownloadRecord, openRecord } from './record/record.ts';
import { foreignPage } from './response/foreign-page.ts';
import { pinOf } from './response/pin.ts';
import type { SourceKeeper } from './source/source.ts';
import { startStopwatch } from './stopwatch.ts';
import { readRetry } from './streams/backoff.ts';
import { type Concurrency, createConcurrency, createFixedConcurrency } from './streams/concurrency.ts';
import { choosePartBytes, firstSpan, planParts } from './streams/plan-parts.ts';
import { type FirstRange, runStreams } from './streams/run-streams.ts';
import { defaultTuning, type StreamTuning } from './streams/stream-tuning.ts';

/** What an environment passes to the engine. */
export interface DownloadJob {
  readonly source: SourceKeeper;
  readonly workspace: Workspace;
  readonly crc64: Crc64;
  /** Returns a carrier suitable for this many bytes; 0 if the number is not known yet. */
  readonly openCarrier: (expectedBytes: number) => RangeCarrier;
  readonly options: DownloadOptions;
  /** Whether the journal is needed after the download. If so, it is also written for small objects. @default false */
  readonly keepsJournal?: boolean | undefined;
  /** Whether the host has responded to another download. If so, a lost network is waited for. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
  /** @default 4 to 32 streams, parts of 8 to 64 MiB */
  readonly tuning?: StreamTuning | undefined;
}

/**
 * Downloads an object to its workspace, verifies it, and makes it appear at its destination. If the download fails or
 * is aborted, the workspace keeps the data, and the next run continues from there.
 */
export async function runDownload(job: DownloadJob): Promise<DownloadSummary> {
  const { source, workspace, options } = job;
  const elapsedMs = startStopwatch();
  const tally: Tally = { requests: 0, retries: 0, peakParallel: 0, bytesFetchedTwice: 0 };
  try {
    checkOptions(options);
    for (let run = 1; ; run += 1) {
      try {
        const whole = await runOnce(job, tally);
        return { ...whole, ...tally, renewals: source.renewals(), durationMs: elapsedMs() };
      } catch (error) {
        if (!invalidatesData(error, options)) throw error;
        const canRestart = await workspace.reset();
        if (!canRestart || run === 2) throw error;
        // Without its advice, which is already being followed.
        options.onEvent?.({ type: 'warning', code: 'Restarted', message: `${problemOf(error)} Starting again.` });
      }
    }
  } finally {
    await workspace.release();
  }
}

/** Counters over all runs of a download. */
interface Tally {
  requests: number;
  retries: number;
  peakParallel: number;
  bytesFetchedTwice: number;
}

async function runOnce(job: DownloadJob, tally: Tally): Promise<Whole & Pick<DownloadSummary, 'resumedBytes'>> {
  const { source, workspace, options, keepsJournal = false } = job;
  const { verify = true, pin = 'strict', onEvent = () => undefined } = options;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const onFailure = (error: unknown) => stop.abort(error);
  const record = await openRecord({ workspace, crc64: job.crc64, keepsJournal, onEvent, onFailure, signal });
  const isResumed = record.identity() !== undefined;
  let hasResponse = false;
  const carriers: RangeCarrier[] = [];
  const openCarrier = (expectedBytes: number): RangeCarrier => {
    const carrier = job.openCarrier(expectedBytes);
    carriers.push(carrier);
    return carrier;
  };
  const firstCarrier = openCarrier(record.missingBytes());

  const close = async (): Promise<void> => {
    tally.bytesFetchedTwice += record.repeatedBytes();
    try {
      await Promise.all(carriers.map((carrier) => carrier.close()));
    } finally {
      await record.close();
    }
  };

  let whole: Whole;
  try {
    await runStreams({
      concurrency: chooseConcurrency(job),
      firstPart: chooseFirstPart(record, firstSpan(options).end),
      firstCarrier,
      async plan(first) {
        hasResponse = true;
        const parts = await planRest(first, record, job);
        // The first carrier was opened before the size was known.
        const opensAnother = !isResumed && parts.length > 0;
        const carrier = opensAnother ? openCarrier(first.identity.sizeBytes - first.part.end) : firstCarrier;
        return { parts, carrier };
      },
      stop,
      signal,
      onStreams(count) {
        tally.peakParallel = Math.max(tally.peakParallel, count);
      },
      download: {
        source,
        holes: record.holes,
        pin: () => pinOf(record.identity(), pin),
        retry: readRetry(options.retry),
        random: options.random ?? Math.random,
        isHostKnown: job.isHostKnown,
        onRequest() {
          tally.requests += 1;
        },
        onWritten: record.add,
        onDropped(bytes) {
          tally.bytesFetchedTwice += bytes;
        },
        onEvent(event) {
          if (event.type === 'retry') tally.retries += 1;
          onEvent(event);
        },
      },
    });
    options.signal?.throwIfAborted();
    whole = checkWhole(record.identity(), record.wholeCrc64(), verify);
  } catch (error) {
    if (invalidatesData(error, options)) tally.bytesFetchedTwice += record.durableBytes();
    await close().catch(() => undefined); // The first failure is the cause.
    throw isResumed && !hasResponse ? explainStaleData(error) : error;
  }
  await close();
  options.signal?.throwIfAborted(); // The last sync may have taken a while.
  await workspace.commit();
  return { ...whole, resumedBytes: record.resumedBytes };
}

/** Records the object's identity, and divides the missing bytes into parts. */
async function planRest(first: FirstRange, record: DownloadRecord, job: DownloadJob): Promise<Span[]> {
  const { workspace, options, tuning = defaultTuning } = job;
  const { parallel = tuning.startStreams, verify = true, pin = 'strict', onEvent } = options;
  const { identity, part } = first;
  if (verify && identity.isForeignPage) throw foreignPage();
  const object = record.identify(identity);
  const { sizeBytes, crc64 } = object;
  onEvent?.({ type: 'started', object: factsOf(object), resumedBytes: record.resumedBytes });
  // The CRC-64 from an earlier run is compared even if this server sends none, but an ETag that it does not send is not.
  for (const warning of lostGuarantees({ ...identity, crc64 }, verify, pin)) onEvent?.(warning);
  await workspace.reserve(sizeBytes, record.missingBytes());
  const before = record.holes({ start: 0, end: part.start });
  const after = record.holes({ start: part.end, end: sizeBytes });
  return planParts([...before, ...after], options.partSizeBytes ?? choosePartBytes(sizeBytes, parallel, tuning));
}

function chooseConcurrency({ options, tuning = defaultTuning }: DownloadJob): Concurrency {
  const fitting = streamsThatFit(options);
  if (options.parallel !== undefined) return createFixedConcurrency(Math.min(options.parallel, fitting));
  return createConcurrency({
    now: () => performance.now(),
    start: tuning.startStreams,
    max: Math.min(tuning.maxStreams, fitting),
  });
}

function chooseFirstPart(record: DownloadRecord, partBytes: number): Span {
  const [hole] = record.holes({ start: 0, end: record.identity()?.sizeBytes ?? Number.POSITIVE_INFINITY });
  const start = hole?.start ?? 0;
  return { start, end: Math.min(hole?.end ?? Number.POSITIVE_INFINITY, start + partBytes) };
}

function invalidatesData(error: unknown, options: DownloadOptions): error is OssError {
  if (!OssError.isInstance(error)) return false;
  return error.code === 'ChecksumMismatch' || (error.code === 'ObjectChanged' && options.onChange === 'restart');
}

/** If the first response already differs, the object was not replaced now: the data of the earlier run is stale. */
function explainStaleData(error: unknown): unknown {
  if (!OssError.isInstance(error) || error.code !== 'ObjectChanged') return error;
  return new OssError({
    code: 'ObjectChanged',
    phase: error.phase,
    message: 'The data of an earlier run belongs to another object, or to another version of it.',
    advice: 'Start again (`onChange: "restart"`), or delete that data: two versions are never mixed.',
    offset: error.offset,
    cause: error,
  });
}
