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
  type RequestGate,
  readTimeouts,
  requestFirstRange,
  runSmallDownload,
  type SmallDownload,
  type SmallDownloadJob,
  withAsyncListener,
} from '@ossferry/downloader-core/internal';
import { checkKinds } from './check-kinds.ts';
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
  checkKinds(options);
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
  readonly requests?: SharedRequests | undefined;
  readonly folderWasEmpty?: boolean | undefined;
}

/** What the requests of a download share with those of other downloads. */
export interface SharedRequests {
  /** For the request of a small object, which is sent without a carrier. */
  readonly first: RequestGate;
  /** For all other requests: wraps every carrier. */
  readonly wrap: (carrier: RangeCarrier) => RangeCarrier;
  /** Whether the host has responded before: then the download waits for it if it becomes unreachable. */
  readonly isHostKnown: () => boolean;
}

/** Downloads with shared tools. */
export async function downloadWith(
  source: DownloadSource,
  given: Destination,
  options: DownloadOptions,
  { send: unlimited, openThreads, requests, folderWasEmpty }: DownloadTools,
): Promise<DownloadSummary> {
  checkOptions(options);
  const { overwrite, keepChecksums } = options;
  const send = limitRate(unlimited, options.limitRateBytesPerSecond);
  const timeouts = readTimeouts(options.timeouts);
  const keeper = keepSource(source, options);
  const request = { source: keeper, transport: send, timeouts, options };
  const named = typeof given === 'function' ? await requestFirstRange(request) : undefined;
  let small: SmallDownload | undefined;
  try {
    const destination = typeof given === 'function' ? given(named && fileNameIn(named)) : given;
    const crc64 = await loadCrc64();
    const workspace = await openWorkspace(destination, { overwrite, keepChecksums, folderWasEmpty });
    const { sink, place } = workspace;
    const job = { ...request, transport: named?.send ?? send, crc64 };
    if (place !== undefined) {
      const gate = requests?.first;
      small = await trySmall({ ...job, gate, place, maxBytes: memoryObjectBytes }, workspace.release);
    }
    const transport = small?.rest?.send ?? job.transport;
    const openCarrier = (expectedBytes: number): RangeCarrier => {
      const local = createLocalCarrier({ transport, sink, crc64, timeouts });
      const threads =
        expectedBytes >= minThreadedBytes
          ? openThreads?.({ dataPath: workspace.dataPath, destination, timeouts })
          : undefined;
      const carrier = threads === undefined ? local : createWarmUpCarrier(local, threads);
      return requests?.wrap(carrier) ?? carrier;
    };
    const keepsJournal = keepChecksums;
    const isHostKnown = requests?.isHostKnown;
    const engine = { source: keeper, workspace, crc64, options, keepsJournal, isHostKnown, openCarrier };
    const summary = small?.summary ?? (await runDownload(engine));
    const counted = small?.rest?.countInto(summary) ?? summary;
    return named?.countInto(counted) ?? counted;
  } finally {
    named?.drop();
    small?.rest?.drop();
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
