import { availableParallelism } from 'node:os';
import type { Transport } from '@ossferry/contract';
import {
  type DownloadOptions as CoreOptions,
  createLocalCarrier,
  type DownloadSource,
  type DownloadSummary,
  type RangeCarrier,
  type RangeTransport,
  runDownload,
  type Timeouts,
} from '@ossferry/downloader-core';
import {
  checkOptions,
  type FirstResponse,
  keepSource,
  limitRate,
  type ReplayTransport,
  readTimeouts,
  requestFirstRange,
  runSmallDownload,
  type SmallDownload,
  type SmallDownloadJob,
  startStopwatch,
  withAsyncListener,
} from '@ossferry/downloader-core/internal';
import { loadCrc64 } from './load-crc64.ts';
import { dispositionFileName } from './names/disposition-file-name.ts';
import { safeFileName } from './names/safe-file-name.ts';
import { type NetworkOptions, readNetworkSettings } from './network/network.ts';
import { openTransport } from './network/open-transport.ts';
import { shareMemory } from './threads/share-memory.ts';
import { createWarmUpCarrier } from './threads/warm-up-carrier.ts';
import { createWorkerCarrier, type WorkerCarrier } from './threads/worker-carrier.ts';
import type { CarrierWorkerData } from './threads/worker-messages.ts';
import { memoryObjectBytes, openWorkspace } from './workspace/open-workspace.ts';

export interface DownloadOptions extends CoreOptions, NetworkOptions {
  /** Replace an existing file. @default false */
  readonly overwrite?: boolean | undefined;
  /** Keep `<destination>.ossferry-checksums` next to the file, so that `repair` can find bad ranges. @default false */
  readonly keepChecksums?: boolean | undefined;
  /** Timeouts of every request, with the defaults of {@link Timeouts}. `Infinity` turns one off. */
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Replaces Node's own HTTP client, for example with the client's fetch or axios transport. */
  readonly transport?: Transport | undefined;
  /**
   * Threads for large objects, at most 64. 0: everything runs in the calling thread. @default 2, or 1 on a single core
   */
  readonly threads?: number | undefined;
}

/**
 * The path of the file, or a function that returns it, given the sanitized name in the `Content-Disposition` header.
 */
export type Destination = string | ((fileName: string | undefined) => string);

/** For fewer bytes, starting a thread takes longer than it saves. */
const minThreadedBytes = 32 * 1024 * 1024;

/**
 * Downloads an object to a file through a presigned URL. The file appears at `destination` only when it is complete and
 * verified. Until then, the received data is in `<destination>.ossferry/`, and another run resumes from it.
 */
export async function download(
  source: DownloadSource,
  destination: Destination,
  options: DownloadOptions = {},
): Promise<DownloadSummary> {
  const { transport } = options;
  const network = readNetworkSettings(options);
  const { threads, options: rest } = shareMemory(options, options.threads ?? defaultThreads());
  const tools: DownloadTools = {
    send: openTransport(transport, network),
    openThreads:
      transport === undefined && threads > 0 ? (data) => createWorkerCarrier(threads, { ...data, network }) : undefined,
  };
  return withAsyncListener(rest, (wrapped) => downloadWith(source, destination, wrapped, tools));
}

export function defaultThreads(): number {
  return Math.min(2, availableParallelism());
}

/** The parts that downloads can share. */
export interface DownloadTools {
  readonly send: RangeTransport;
  /** Opens the threads for a large object. If it is `undefined`, or returns that, the calling thread is used. */
  readonly openThreads?: ((data: Omit<CarrierWorkerData, 'network'>) => WorkerCarrier | undefined) | undefined;
  /** Wraps every carrier. */
  readonly wrap?: ((carrier: RangeCarrier) => RangeCarrier) | undefined;
  /** The equivalent of `wrap` for the request of a small object, which is sent without a carrier. */
  readonly small?: Pick<SmallDownloadJob, 'permit' | 'recognize'> | undefined;
  readonly folderWasEmpty?: boolean | undefined;
  /** Whether the host has responded before: then the download waits for it if it becomes unreachable. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
}

/** Downloads with shared tools. */
export async function downloadWith(
  source: DownloadSource,
  given: Destination,
  options: DownloadOptions,
  { send: unlimited, openThreads, wrap = (carrier) => carrier, small, folderWasEmpty, isHostKnown }: DownloadTools,
): Promise<DownloadSummary> {
  checkOptions(options);
  const { overwrite, keepChecksums } = options;
  const send = limitRate(unlimited, options.limitRateBytesPerSecond);
  const timeouts = readTimeouts(options.timeouts);
  const keeper = keepSource(source, options);
  const request = { source: keeper, transport: send, timeouts, options };
  const first = typeof given === 'function' ? await requestFirstRange(request) : undefined;
  const withFirst = (summary: DownloadSummary): DownloadSummary => first?.countInto(summary) ?? summary;
  let rest: ReplayTransport | undefined;
  try {
    const destination = typeof given === 'function' ? given(first && fileNameIn(first)) : given;
    const crc64 = await loadCrc64();
    const workspace = await openWorkspace(destination, { overwrite, keepChecksums, folderWasEmpty });
    const { sink, place } = workspace;
    const job = { ...request, transport: first?.send ?? send, crc64 };
    const elapsedMs = startStopwatch();
    const tried =
      place && (await trySmall({ ...small, ...job, place, maxBytes: memoryObjectBytes }, workspace.release));
    if (tried?.summary !== undefined) return withFirst(tried.summary);
    rest = tried?.rest;
    const transport = rest?.send ?? job.transport;
    const summary = await runDownload({
      source: keeper,
      workspace,
      crc64,
      options,
      keepsJournal: keepChecksums,
      isHostKnown,
      openCarrier(expectedBytes) {
        const local = createLocalCarrier({ transport, sink, crc64, timeouts });
        const threads =
          expectedBytes >= minThreadedBytes
            ? openThreads?.({ dataPath: workspace.dataPath, destination, timeouts })
            : undefined;
        return wrap(threads === undefined ? local : createWarmUpCarrier(local, threads));
      },
    });
    // A first response that was not reused still counts as a request.
    const unusedRequests = rest?.wasUsed() === false ? 1 : 0;
    return withFirst({ ...summary, requests: summary.requests + unusedRequests, durationMs: elapsedMs() });
  } finally {
    first?.drop();
    rest?.drop();
  }
}

/** The sanitized file name in a response. */
function fileNameIn({ header }: FirstResponse): string | undefined {
  const named = dispositionFileName(header('content-disposition') ?? '');
  return named === undefined ? undefined : safeFileName(named);
}

/** Tries to download a small object with one request. Releases the workspace unless the download continues in it. */
async function trySmall(job: SmallDownloadJob, release: () => Promise<void>): Promise<SmallDownload> {
  let continues = false;
  try {
    const tried = await runSmallDownload(job);
    continues = tried.rest !== undefined;
    return tried;
  } finally {
    if (!continues) await release();
  }
}
