import { OssError, problemOf } from '@ossferry/contract';
import { foreignPage } from './answer/foreign-page.ts';
import { pinOf } from './answer/pin.ts';
import type { Crc64 } from './crc64/crc64.ts';
import { checkOptions, type DownloadOptions, streamsThatFit } from './download-options.ts';
import { type DownloadSummary, factsOf } from './events.ts';
import type { RangeCarrier, Workspace } from './ports.ts';
import { checkWhole, lostGuarantees, type Whole } from './record/check-whole.ts';
import type { Span } from './record/ledger.ts';
import { type DownloadRecord, openRecord } from './record/record.ts';
import type { SourceKeeper } from './source/source.ts';
import { startStopwatch } from './stopwatch.ts';
import { readRetry } from './streams/backoff.ts';
import { type Concurrency, createConcurrency, createFixedConcurrency } from './streams/concurrency.ts';
import { choosePartBytes, firstSpan, planParts } from './streams/plan-parts.ts';
import { type ProbeAnswer, runStreams } from './streams/run-streams.ts';
import { defaultHabits, type StreamHabits } from './streams/stream-habits.ts';

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
  /** Whether the host has answered another download: one that cannot be reached any more is waited for. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
  /** @default 4 to 32 streams, parts of 8 to 64 MiB */
  readonly habits?: StreamHabits | undefined;
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
        if (!spoilsWhatCame(error, options)) throw error;
        const canRestart = await workspace.reset();
        if (!canRestart || run === 2) throw error;
        // Without its advice: what that says is being done.
        options.onEvent?.({ type: 'warning', code: 'Restarted', message: `${problemOf(error)} It begins anew.` });
      }
    }
  } finally {
    await workspace.release();
  }
}

/** What is counted over all runs of one download. */
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
  let isAnswered = false;
  const carriers: RangeCarrier[] = [];
  const openCarrier = (expectedBytes: number): RangeCarrier => {
    const carrier = job.openCarrier(expectedBytes);
    carriers.push(carrier);
    return carrier;
  };
  const firstCarrier = openCarrier(record.missingBytes());

  let whole: Whole;
  try {
    await runStreams({
      concurrency: chooseConcurrency(job),
      firstPart: chooseFirstPart(record, firstSpan(options).end),
      firstCarrier,
      async plan(answer) {
        isAnswered = true;
        const parts = await planRest(answer, record, job);
        // The first carrier was opened for a size that nobody knew.
        const opensAnother = !isResumed && parts.length > 0;
        const carrier = opensAnother ? openCarrier(answer.identity.sizeBytes - answer.part.end) : firstCarrier;
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
        onWritten: record.claim,
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
    if (spoilsWhatCame(error, options)) tally.bytesFetchedTwice += record.durableBytes();
    throw isResumed && !isAnswered ? explainForeignRemains(error) : error;
  } finally {
    tally.bytesFetchedTwice += record.repeatedBytes();
    await Promise.all(carriers.map((carrier) => carrier.close()));
    await record.close();
  }
  await workspace.commit();
  return { ...whole, resumedBytes: record.resumedBytes };
}

/** Makes the object known, and cuts what is missing of it into parts. */
async function planRest(answer: ProbeAnswer, record: DownloadRecord, job: DownloadJob): Promise<Span[]> {
  const { workspace, options, habits = defaultHabits } = job;
  const { parallel = habits.startStreams, verify = true, pin = 'strict', onEvent } = options;
  const { identity, part } = answer;
  if (verify && identity.isForeignPage) throw foreignPage();
  const { sizeBytes } = record.identify(identity);
  onEvent?.({ type: 'started', object: factsOf(identity), resumedBytes: record.resumedBytes });
  for (const warning of lostGuarantees(identity, verify, pin)) onEvent?.(warning);
  await workspace.reserve(sizeBytes, record.missingBytes());
  const before = record.holes({ start: 0, end: part.start });
  const behind = record.holes({ start: part.end, end: sizeBytes });
  return planParts([...before, ...behind], options.partSizeBytes ?? choosePartBytes(sizeBytes, parallel, habits));
}

function chooseConcurrency({ options, habits = defaultHabits }: DownloadJob): Concurrency {
  const fitting = streamsThatFit(options);
  if (options.parallel !== undefined) return createFixedConcurrency(Math.min(options.parallel, fitting));
  return createConcurrency({
    now: () => performance.now(),
    start: habits.startStreams,
    max: Math.min(habits.maxStreams, fitting),
  });
}

function chooseFirstPart(record: DownloadRecord, partBytes: number): Span {
  const [hole] = record.holes({ start: 0, end: record.identity()?.sizeBytes ?? Number.POSITIVE_INFINITY });
  const start = hole?.start ?? 0;
  return { start, end: Math.min(hole?.end ?? Number.POSITIVE_INFINITY, start + partBytes) };
}

function spoilsWhatCame(error: unknown, options: DownloadOptions): error is OssError {
  if (!OssError.isInstance(error)) return false;
  return error.code === 'ChecksumMismatch' || (error.code === 'ObjectChanged' && options.onChange === 'restart');
}

/** Nothing of the object was seen yet: it is not its being replaced now that is in the way, but what an earlier run left. */
function explainForeignRemains(error: unknown): unknown {
  if (!OssError.isInstance(error) || error.code !== 'ObjectChanged') return error;
  return new OssError({
    code: 'ObjectChanged',
    phase: error.phase,
    message: 'What an earlier run left is of another object, or of another version of this one.',
    advice: 'Let it start again (`onChange: "restart"`), or delete what is left: no file is made of two versions.',
    offset: error.offset,
    cause: error,
  });
}
