import {
  createCrc64,
  createLocalCarrier,
  createRateLimit,
  createSourceKeeper,
  type DownloadEvent,
  type DownloadSource,
  runDownload,
  type StreamTuning,
} from '@ossferry/downloader-core';
import { abortableTransport, readTimeouts, withAsyncListener } from '@ossferry/downloader-core/internal';
import type { BrowserWorkspace } from './browser-workspace.ts';
import type { Destination, SaverDestination } from './destination.ts';
import type { DownloadOptions } from './download-options.ts';
import { createFetchTransport } from './fetch-transport.ts';
import { openMemoryWorkspace } from './memory-workspace.ts';
import { openOpfsWorkspace } from './opfs-workspace.ts';
import { copyToPickedFile, openPickedFileWorkspace } from './picked-file-workspace.ts';
import { openSaverWorkspace } from './service-worker/saver-workspace.ts';
import { whenOnline } from './when-online.ts';
import type { SummaryWithFile } from './worker-messages.ts';

/** Downloads in the thread that calls it: a worker, or a page that asked for it. */
export function downloadHere(
  source: DownloadSource,
  destination: Destination | SaverDestination,
  options: DownloadOptions,
): Promise<SummaryWithFile> {
  return withAsyncListener(options, (wrapped) => bring(source, destination, wrapped));
}

async function bring(
  source: DownloadSource,
  destination: Destination | SaverDestination,
  options: DownloadOptions,
): Promise<SummaryWithFile> {
  const { onEvent = () => undefined, overwrite, signal, transport, limitRateBytesPerSecond: bytesPerSecond } = options;
  const { referrerPolicy = 'no-referrer' } = options;
  const timeouts = readTimeouts(options.timeouts);
  const keeper = createSourceKeeper(source, {
    now: options.now,
    signal: options.signal,
    onRenewed: ({ expiration }) => onEvent({ type: 'renewed', expiration }),
  });
  const crc64 = await createCrc64();
  const workspace = await openWorkspace(destination, overwrite, signal);
  const tell = onceEach(onEvent);
  const fetching = createFetchTransport({
    send: transport === undefined ? (url, init) => fetch(url, { ...init, referrerPolicy }) : fromSlot(transport),
    onWarning: tell,
  });
  // `fetch` heeds its signal; what a page gives in its place may not.
  const unlimited = transport === undefined ? fetching : abortableTransport(fetching);
  const send = bytesPerSecond === undefined ? unlimited : createRateLimit({ bytesPerSecond })(unlimited);
  const summary = await runDownload({
    source: {
      ...keeper,
      // No clock runs here: a device may be offline for as long as it likes.
      current: () => whenOnline(signal).then(keeper.current),
    },
    workspace,
    crc64,
    tuning: browserTuning,
    options: { ...options, onEvent: tell },
    openCarrier: () => createLocalCarrier({ transport: send, sink: workspace.sink, crc64, timeouts }),
  });
  return { ...summary, file: await workspace.openFile?.() };
}

// Each request passes through several processes, and a host gets six connections over HTTP/1.1, whatever is asked for.
const browserTuning: StreamTuning = {
  startStreams: 2,
  maxStreams: 6,
  partsPerStream: 1,
  maxPartBytes: 1024 * 1024 * 1024,
};

async function openWorkspace(
  destination: Destination | SaverDestination,
  overwrite: boolean | undefined,
  signal: AbortSignal | undefined,
): Promise<BrowserWorkspace> {
  if (destination.kind === 'saver') return openSaverWorkspace(destination.port, signal);
  if (destination.kind === 'opfs') return openOpfsWorkspace(destination.name, { overwrite });
  if (destination.kind === 'memory') return openMemoryWorkspace(destination.limitBytes);
  const { handle, stageName } = destination;
  if (stageName === undefined) return openPickedFileWorkspace(handle);
  return openOpfsWorkspace(stageName, { handOver: (data) => copyToPickedFile(data, handle, signal) });
}

// The transport knows better than the engine why a guarantee is lost, and speaks first.
function onceEach(onEvent: (event: DownloadEvent) => void): (event: DownloadEvent) => void {
  const told = new Set<string>();
  return (event) => {
    if (event.type === 'warning' && (event.code === 'NotPinned' || event.code === 'NotVerified')) {
      if (told.has(event.code)) return;
      told.add(event.code);
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
