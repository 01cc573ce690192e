import { availableParallelism } from 'node:os';
import type { Slots } from '@ossferry/contract';
import {
  type DownloadOptions as CoreOptions,
  createCrc64,
  createLocalCarrier,
  createSourceKeeper,
  type DownloadSource,
  type DownloadSummary,
  defaultTimeouts,
  runDownload,
  type Timeouts,
} from '@ossferry/downloader-core';
import { createFileSink } from './file-sink.ts';
import { openFileWorkspace } from './file-workspace.ts';
import { openTransport } from './open-transport.ts';
import { createWorkerCarrier } from './worker-carrier.ts';

export interface DownloadOptions extends CoreOptions {
  /** Replace a destination that exists. @default false */
  readonly overwrite?: boolean | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Send through this instead of Node's own HTTP client: the client's fetch or axios transport, for example. */
  readonly transport?: Slots['transport'] | undefined;
  /** Threads that carry large objects; 0 does all in the calling thread. @default 2, or 1 on a single core */
  readonly threads?: number | undefined;
}

/** Below this many bytes to come, a thread takes longer to start than it saves. */
const threadsPayFromBytes = 32 * 1024 * 1024;

/**
 * Downloads an object to a file through a presigned URL. The file appears at `destination` only when it is whole and
 * verified; until then all that came is in `<destination>.ossferry/`, and running it again goes on from there.
 */
export async function download(
  source: DownloadSource,
  destination: string,
  options: DownloadOptions = {},
): Promise<DownloadSummary> {
  const { overwrite, transport, threads = Math.min(2, availableParallelism()), onEvent } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const keeper = createSourceKeeper(source, {
    now: options.now,
    onRenewed: ({ expiration }) => onEvent?.({ type: 'renewed', expiration }),
  });
  const workspace = await openFileWorkspace(destination, { overwrite });
  const { dataPath, descriptor } = workspace;
  const crc64 = await createCrc64();
  return runDownload({
    source: keeper,
    workspace,
    crc64,
    options,
    openCarrier(expectedBytes) {
      if (transport === undefined && threads > 0 && expectedBytes >= threadsPayFromBytes) {
        return createWorkerCarrier(threads, { dataPath, destination, timeouts });
      }
      const { send, close } = openTransport(transport);
      const sink = createFileSink(descriptor, destination);
      return { ...createLocalCarrier({ transport: send, sink, crc64, timeouts }), close: async () => close() };
    },
  });
}
