import {
  createLocalCarrier,
  type DownloadEvent,
  type DownloadSource,
  runDownload,
  type StreamTuning,
} from '@ossferry/downloader-core';
import {
  abortableTransport,
  keepSource,
  limitRate,
  readTimeouts,
  withAsyncListener,
} from '@ossferry/downloader-core/internal';
import type { BrowserWorkspace } from './browser-workspace.ts';
import type { Destination, SaverDestination } from './destination.ts';
import type { DownloadOptions } from './download-options.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { loadCrc64 } from './load-crc64.ts';
import { openMemoryWorkspace } from './memory-workspace.ts';
import { type OpfsWorkspaceOptions, openOpfsWorkspace } from './opfs-workspace.ts';
import { copyToPickedFile, openPickedFileWorkspace } from './picked-file-workspace.ts';
import { openSaverWorkspace } from './service-worker/saver-workspace.ts';
import { whenOnline } from './when-online.ts';
import type { SummaryWithFile } from './worker-messages.ts';

/** Downloads in the calling thread: a worker, or a page that opted out of workers. */
export function downloadHere(
  source: DownloadSource,
  destination: Destination | SaverDestination,
  options: DownloadOptions,
  openFlusher?: OpfsWorkspaceOptions['openFlusher'],
): Promise<SummaryWithFile> {
  return withAsyncListener(options, (wrapped) => runHere(source, destination, wrapped, openFlusher));
}

async function runHere(
  source: DownloadSource,
  destination: Destination | SaverDestination,
  options: DownloadOptions,
  openFlusher: OpfsWorkspaceOptions['openFlusher'],
): Promise<SummaryWithFile> {
  const { onEvent = () => undefined, overwrite, signal, transport, referrerPolicy = 'no-referrer' } = options;
  const timeouts = readTimeouts(options.timeouts);
  const keeper = keepSource(source, options);
  const crc64 = await loadCrc64();
  const workspace = await openWorkspace(destination, { overwrite, openFlusher }, signal);
  const report = dedupeWarnings(onEvent);
  const fetching = createFetchTransport({
    send: transport === undefined ? (url, init) => fetch(url, { ...init, referrerPolicy }) : fromSlot(transport),
    onWarning: report,
  });
  // `fetch` honors its signal; a custom transport may not.
  const unlimited = transport === undefined ? fetching : abortableTransport(fetching);
  const send = limitRate(unlimited, options.limitRateBytesPerSecond);
  const summary = await runDownload({
    source: {
      ...keeper,
      // No timeout applies here: the device may stay offline for any length of time.
      current: () => whenOnline(signal).then(keeper.current),
    },
    workspace,
    crc64,
    tuning: browserTuning,
    options: { ...options, onEvent: report },
    openCarrier: () => createLocalCarrier({ transport: send, sink: workspace.sink, crc64, timeouts }),
  });
  return { ...summary, file: await workspace.openFile?.() };
}

// Each request passes through several processes, and browsers open at most six HTTP/1.1 connections per host.
const browserTuning: StreamTuning = {
  startStreams: 2,
  maxStreams: 6,
  partsPerStream: 1,
  maxPartBytes: 1024 * 1024 * 1024,
};

async function openWorkspace(
  destination: Destination | SaverDestination,
  options: OpfsWorkspaceOptions,
  signal: AbortSignal | undefined,
): Promise<BrowserWorkspace> {
  if (destination.kind === 'saver') return openSaverWorkspace(destination.port, signal);
  if (destination.kind === 'opfs') return openOpfsWorkspace(destination.name, options);
  if (destination.kind === 'memory') return openMemoryWorkspace(destination.limitBytes);
  const { handle, stageName } = destination;
  if (stageName === undefined) return openPickedFileWorkspace(handle);
  return openOpfsWorkspace(stageName, { ...options, exportFile: (data) => copyToPickedFile(data, handle, signal) });
}

// The transport and the engine both report these; the first warning, from the transport, is the more specific one.
function dedupeWarnings(onEvent: (event: DownloadEvent) => void): (event: DownloadEvent) => void {
  const reported = new Set<string>();
  return (event) => {
    if (event.type === 'warning' && (event.code === 'NotPinned' || event.code === 'NotVerified')) {
      if (reported.has(event.code)) return;
      reported.add(event.code);
    }
    onEvent(event);
  };
}

function fromSlot(transport: NonNullable<DownloadOptions['transport']>) {
  return (url: string, init: RequestInit): Promise<Response> =>
    transport({
      method: 'GET',
      url,
      headers: init.headers as Readonly<Record<string, string>>,
      signal: init.signal ?? new AbortController().signal,
    });
}
