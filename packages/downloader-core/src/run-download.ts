import { OssError } from '@ossferry/contract';
import { defaultRetry, type RetryOptions } from './backoff.ts';
import type { Crc64 } from './crc64.ts';
import type { DownloadEvent, DownloadSummary } from './events.ts';
import { createJournalCodec } from './journal.ts';
import { createJournalWriter } from './journal-writer.ts';
import { createLedger } from './ledger.ts';
import { smallObjectBytes } from './local-carrier.ts';
import { choosePartBytes, minPartBytes, planParts } from './plan-parts.ts';
import type { ObjectIdentity, RangeCarrier, Workspace } from './ports.ts';
import { readRemains } from './resume.ts';
import { type FirstAnswer, runStreams } from './run-streams.ts';
import type { SourceKeeper } from './source.ts';

/** What users may ask of a download, the same in every environment. */
export interface DownloadOptions {
  /** Streams at a time. @default 4 */
  readonly parallel?: number | undefined;
  /** Bytes that one request asks for. @default from the object's size, 8 to 64 MiB */
  readonly partSizeBytes?: number | undefined;
  /** Compare the CRC-64 of the whole object with what OSS says it is. @default true */
  readonly verify?: boolean | undefined;
  /** What to do when the object is no longer the one that was begun. @default 'fail' */
  readonly onChange?: 'fail' | 'restart' | undefined;
  readonly retry?: Partial<RetryOptions> | undefined;
  /** Ends the download with the signal's reason; what came is kept. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: DownloadEvent) => void) | undefined;
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
}

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
  const { source, workspace, crc64, options } = job;
  const { parallel = 4, verify = true, onEvent = () => undefined, now = Date.now, random = Math.random } = options;
  const startedAtMs = now();
  const codec = createJournalCodec(crc64);
  const ledger = createLedger();
  const count = { requests: 0, retries: 0 };

  const remains = await readRemains(workspace, crc64, codec);
  if (remains.warning !== undefined) onEvent({ type: 'warning', code: 'JournalDamaged', message: remains.warning });
  if (remains.journal === null) await workspace.reset();
  let identity: ObjectIdentity | undefined = remains.journal?.identity;
  for (const piece of remains.journal?.pieces ?? []) ledger.add(piece);
  const resumedBytes = ledger.durableBytes();
  let claimedBytes = resumedBytes;

  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const journal = createJournalWriter(workspace, (error) => stop.abort(error));
  const carriers: RangeCarrier[] = [];
  const openCarrier = (expectedBytes: number): RangeCarrier => {
    const carrier = job.openCarrier(expectedBytes);
    carriers.push(carrier);
    return carrier;
  };

  const plan = async ({ identity: answered, part }: FirstAnswer) => {
    const known = identity !== undefined;
    identity ??= answered;
    const { sizeBytes } = identity;
    if (!known && sizeBytes > smallObjectBytes) journal.append(codec.encodeIdentity(identity));
    onEvent({ type: 'started', object: identity, resumedBytes });
    for (const warning of lostGuarantees(identity, verify)) onEvent(warning);
    await workspace.reserve(sizeBytes, sizeBytes - ledger.durableBytes());
    const holes = [
      ...ledger.holes({ start: 0, end: part.start }),
      ...ledger.holes({ start: part.end, end: sizeBytes }),
    ];
    const parts = planParts(holes, options.partSizeBytes ?? choosePartBytes(sizeBytes, parallel));
    const missingBytes = holes.reduce((sum, { start, end }) => sum + end - start, 0);
    return { parts, carrier: known || missingBytes === 0 ? firstCarrier : openCarrier(missingBytes) };
  };

  const firstHole = identity === undefined ? undefined : ledger.holes({ start: 0, end: identity.sizeBytes })[0];
  const firstStart = firstHole?.start ?? 0;
  const firstPartBytes = options.partSizeBytes ?? minPartBytes;
  const firstPart = { start: firstStart, end: Math.min(firstHole?.end ?? Infinity, firstStart + firstPartBytes) };
  const firstCarrier = openCarrier(identity === undefined ? 0 : identity.sizeBytes - resumedBytes);
  try {
    await runStreams({
      parallel,
      firstPart,
      firstCarrier,
      plan,
      stop,
      signal,
      context: {
        source,
        ledger,
        pin: () => identity,
        retry: withDefaults(defaultRetry, options.retry),
        random,
        onRequest() {
          count.requests += 1;
        },
        onEvent(event) {
          if (event.type === 'retry') count.retries += 1;
          onEvent(event);
        },
        onDurable(piece) {
          if (identity === undefined || !ledger.add(piece)) return;
          const totalBytes = identity.sizeBytes;
          // Told only when the journal has it: what was told is never lost again.
          const tell = () => {
            claimedBytes += piece.length;
            onEvent({ type: 'progress', durableBytes: claimedBytes, totalBytes });
          };
          if (totalBytes > smallObjectBytes) journal.append(codec.encodePiece(piece), tell);
          else tell();
        },
      },
    });
  } finally {
    await Promise.all(carriers.map((carrier) => carrier.close()));
    await journal.drain();
  }
  options.signal?.throwIfAborted();

  const whole = checkWhole(identity, ledger.wholeCrc64(identity?.sizeBytes ?? 0), verify);
  await workspace.commit();
  return { ...whole, resumedBytes, ...count, durationMs: now() - startedAtMs };
}

type Whole = Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'etag' | 'versionId'>;

function checkWhole(identity: ObjectIdentity | undefined, crc64: bigint | undefined, verify: boolean): Whole {
  if (identity === undefined || crc64 === undefined) throw new Error('a download ended with bytes missing');
  const compared = verify && identity.crc64 !== undefined;
  if (compared && crc64 !== identity.crc64) {
    throw new OssError({
      code: 'ChecksumMismatch',
      phase: 'verify',
      message: `The bytes that came have the CRC-64 ${crc64}, the object has ${identity.crc64}.`,
      advice: 'Use https: something on the way changes bytes. No file was written.',
    });
  }
  return {
    sizeBytes: identity.sizeBytes,
    crc64: crc64.toString(),
    verified: compared ? 'crc64' : 'length',
    etag: identity.etag,
    versionId: identity.versionId,
  };
}

function spoilsWhatCame(error: unknown, options: DownloadOptions): error is OssError {
  if (!OssError.isInstance(error)) return false;
  return error.code === 'ChecksumMismatch' || (error.code === 'ObjectChanged' && options.onChange === 'restart');
}

function* lostGuarantees(identity: ObjectIdentity, verify: boolean): Generator<DownloadEvent> {
  if (identity.etag === undefined) {
    const message = 'The server sends no ETag: that all ranges are of one version rests on the size and the CRC-64.';
    yield { type: 'warning', code: 'NotPinned', message };
  }
  if (verify && identity.crc64 === undefined) {
    const message = 'The server sends no CRC-64: the file is checked by its length only.';
    yield { type: 'warning', code: 'NotVerified', message };
  }
}

function checkOptions({ parallel = 4, partSizeBytes = minPartBytes }: DownloadOptions): void {
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 256) {
    throw invalidOption(`parallel is ${parallel}`, 'Give a whole number from 1 to 256.');
  }
  if (!(partSizeBytes === Infinity || (Number.isInteger(partSizeBytes) && partSizeBytes >= 64 * 1024))) {
    throw invalidOption(`partSizeBytes is ${partSizeBytes}`, 'Give a whole number of at least 65536.');
  }
}

function invalidOption(what: string, advice: string): OssError {
  return new OssError({ code: 'InvalidOption', phase: 'config', message: `The option ${what}.`, advice });
}

function withDefaults<T extends object>(defaults: T, given: Partial<T> | undefined): T {
  const defined = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(defined) };
}
