import { availableParallelism } from 'node:os';
import type { Transport } from '@ossferry/contract';
import {
  type DownloadOptions as CoreOptions,
  createLocalCarrier,
  createRateLimit,
  createSourceKeeper,
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
  type ReplayTransport,
  readTimeouts,
  requestFirstRange,
  runSmallDownload,
  type SmallDownload,
  type SmallDownloadJob,
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
import { checkDestinationName } from './workspace/check-destination.ts';
import { memoryObjectBytes, openWorkspace } from './workspace/open-workspace.ts';

export interface DownloadOptions extends CoreOptions, NetworkOptions {
  /** Replace a destination that exists. @default false */
  readonly overwrite?: boolean | undefined;
  /** Leave `<destination>.ossferry-checksums` beside the file, so that `repair` can name what went bad. @default false */
  readonly keepChecksums?: boolean | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Send through this instead of Node's own HTTP client: the client's fetch or axios transport, for example. */
  readonly transport?: Transport | undefined;
  /** Threads that carry large objects, at most 64; 0 does all in the calling thread. @default 2, or 1 on a single core */
  readonly threads?: number | undefined;
}

/** The path of the file, or what makes it from the name in the answer's `Content-Disposition`, already fit for a file. */
export type Destination = string | ((fileName: string | undefined) => string);

/** Below this many bytes to come, a thread takes longer to start than it saves. */
const threadsPayFromBytes = 32 * 1024 * 1024;

/**
 * Downloads an object to a file through a presigned URL. The file appears at `destination` only when it is whole and
 * verified; until then all that came is in `<destination>.ossferry/`, and running it again goes on from there.
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

/** Threads for large objects when nobody says. */
export function defaultThreads(): number {
  return Math.min(2, availableParallelism());
}

/** What downloads may share. */
export interface DownloadTools {
  readonly send: RangeTransport;
  /** Carries large objects; `undefined` when the calling thread is to do it. */
  readonly openThreads?: ((data: Omit<CarrierWorkerData, 'network'>) => WorkerCarrier | undefined) | undefined;
  /** Puts something around every carrier. */
  readonly wrap?: ((carrier: RangeCarrier) => RangeCarrier) | undefined;
  /** The same for the request of a small object, which no carrier sends. */
  readonly small?: Pick<SmallDownloadJob, 'turn' | 'recognize'> | undefined;
  readonly folderWasEmpty?: boolean | undefined;
  /** Whether the host has answered before: one that cannot be reached any more is waited for. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
}

/** Downloads with tools that others use too. */
export async function downloadWith(
  source: DownloadSource,
  given: Destination,
  options: DownloadOptions,
  { send: unlimited, openThreads, wrap = (carrier) => carrier, small, folderWasEmpty, isHostKnown }: DownloadTools,
): Promise<DownloadSummary> {
  checkOptions(options);
  const { overwrite, keepChecksums, limitRateBytesPerSecond: bytesPerSecond, onEvent } = options;
  const send = bytesPerSecond === undefined ? unlimited : createRateLimit({ bytesPerSecond })(unlimited);
  const timeouts = readTimeouts(options.timeouts);
  const keeper = createSourceKeeper(source, {
    now: options.now,
    signal: options.signal,
    onRenewed: ({ expiration }) => onEvent?.({ type: 'renewed', expiration }),
  });
  const request = { source: keeper, transport: send, timeouts, options };
  if (typeof given !== 'function') checkDestinationName(given);
  const first = typeof given === 'string' ? undefined : await requestFirstRange(request);
  const withFirst = (summary: DownloadSummary): DownloadSummary => first?.countInto(summary) ?? summary;
  let rest: ReplayTransport | undefined;
  try {
    const destination = typeof given === 'string' ? given : given(first && fileNameIn(first));
    const crc64 = await loadCrc64();
    const workspace = await openWorkspace(destination, { overwrite, keepChecksums, folderWasEmpty });
    const { dataPath, sink, place } = workspace;
    const whole = { ...request, transport: first?.send ?? send, crc64 };
    const tried =
      place && (await trySmall({ ...small, ...whole, place, maxBytes: memoryObjectBytes }, workspace.release));
    if (tried?.summary !== undefined) return withFirst(tried.summary);
    rest = tried?.rest;
    const transport = rest?.send ?? whole.transport;
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
          expectedBytes >= threadsPayFromBytes ? openThreads?.({ dataPath, destination, timeouts }) : undefined;
        return wrap(threads === undefined ? local : createWarmUpCarrier(local, threads));
      },
    });
    // A small object's answer that the download could not use cost a request all the same.
    const unusedRequests = rest?.wasUsed() === false ? 1 : 0;
    return withFirst({ ...summary, requests: summary.requests + unusedRequests });
  } finally {
    first?.drop();
    rest?.drop();
  }
}

/** The name that an answer gives its object, fit for a file. */
function fileNameIn({ header }: FirstResponse): string | undefined {
  const named = dispositionFileName(header('content-disposition') ?? '');
  return named === undefined ? undefined : safeFileName(named);
}

/** Tries the short way; releases the workspace unless the download goes on in it. */
async function trySmall(job: SmallDownloadJob, release: () => Promise<void>): Promise<SmallDownload> {
  let goesOn = false;
  try {
    const tried = await runSmallDownload(job);
    goesOn = tried.rest !== undefined;
    return tried;
  } finally {
    if (!goesOn) await release();
  }
}
