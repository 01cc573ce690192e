import { OssError } from '@ossferry/contract';
import { defaultRetry } from './backoff.ts';
import { checkWhole, lostGuarantees } from './check-whole.ts';
import type { Crc64 } from './crc64.ts';
import { checkOptions, type DownloadOptions, defaultParallel, withDefaults } from './download-options.ts';
import type { DownloadSummary } from './events.ts';
import type { Span } from './ledger.ts';
import { choosePartBytes, minPartBytes, planParts } from './plan-parts.ts';
import type { RangeCarrier, Workspace } from './ports.ts';
import { type DownloadRecord, openRecord } from './record.ts';
import { type FirstAnswer, runStreams } from './run-streams.ts';
import type { SourceKeeper } from './source.ts';

/** What an environment gives the engine. */
export interface DownloadJob {
  readonly source: SourceKeeper;
  readonly workspace: Workspace;
  readonly crc64: Crc64;
  /** Gives a carrier fit for this many bytes; 0 when their number is not known yet. */
  readonly openCarrier: (expectedBytes: number) => RangeCarrier;
  readonly options: DownloadOptions;
}

/**
 * Brings an object whole into its workspace and lets it appear at its destination. When it fails or is aborted, the
 * workspace keeps what came, and the next run goes on from there.
 */
export async function runDownload(job: DownloadJob): Promise<DownloadSummary> {
  const { workspace, options } = job;
  try {
    checkOptions(options);
    for (let run = 1; ; run += 1) {
      try {
        return await runOnce(job);
      } catch (error) {
        if (!spoilsWhatCame(error, options)) throw error;
        const canRestart = await workspace.reset();
        if (!canRestart || run === 2) throw error;
        options.onEvent?.({ type: 'warning', code: 'Restarted', message: error.message });
      }
    }
  } finally {
    await workspace.release();
  }
}

async function runOnce(job: DownloadJob): Promise<DownloadSummary> {
  const { source, workspace, options } = job;
  const { parallel = defaultParallel, verify = true, onEvent = () => undefined, now = Date.now } = options;
  const startedAtMs = now();
  const count = { requests: 0, retries: 0 };
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const record = await openRecord({ workspace, crc64: job.crc64, onEvent, onFailure: (error) => stop.abort(error) });
  const { resumedBytes, holes } = record;
  const firstCarrier = job.openCarrier(record.missingBytes());
  let carrier = firstCarrier;

  const plan = async ({ identity, part }: FirstAnswer) => {
    const isResumed = record.identity() !== undefined;
    const { sizeBytes } = record.identify(identity);
    onEvent({ type: 'started', object: identity, resumedBytes });
    for (const warning of lostGuarantees(identity, verify)) onEvent(warning);
    await workspace.reserve(sizeBytes, record.missingBytes());
    const missing = [...holes({ start: 0, end: part.start }), ...holes({ start: part.end, end: sizeBytes })];
    const parts = planParts(missing, options.partSizeBytes ?? choosePartBytes(sizeBytes, parallel));
    // The first carrier was opened for a size that nobody knew.
    if (!isResumed && parts.length > 0) carrier = job.openCarrier(sizeBytes - part.end);
    return { parts, carrier };
  };

  try {
    await runStreams({
      parallel,
      firstPart: chooseFirstPart(record, options.partSizeBytes ?? minPartBytes),
      firstCarrier,
      plan,
      stop,
      signal,
      context: {
        source,
        holes,
        pin: record.identity,
        onDurable: record.claim,
        retry: withDefaults(defaultRetry, options.retry),
        random: options.random ?? Math.random,
        onRequest() {
          count.requests += 1;
        },
        onEvent(event) {
          if (event.type === 'retry') count.retries += 1;
          onEvent(event);
        },
      },
    });
  } finally {
    await Promise.all([...new Set([firstCarrier, carrier])].map((opened) => opened.close()));
    await record.close();
  }
  options.signal?.throwIfAborted();
  const whole = checkWhole(record.identity(), record.wholeCrc64(), verify);
  await workspace.commit();
  return { ...whole, resumedBytes, ...count, durationMs: now() - startedAtMs };
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
