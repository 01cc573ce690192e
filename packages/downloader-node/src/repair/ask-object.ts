import type { Transport } from '@ossferry/contract';
import {
  type DownloadOptions as CoreOptions,
  createSourceKeeper,
  type DownloadSource,
  type ObjectIdentity,
  type SourceKeeper,
  type Timeouts,
} from '@ossferry/downloader-core';
import { probeObject, readTimeouts } from '@ossferry/downloader-core/internal';
import { type NetworkOptions, readNetworkSettings } from '../network/network.ts';
import { openTransport } from '../network/open-transport.ts';

/** What `verify` and `repair` take. */
export interface ExistingFileOptions
  extends Pick<CoreOptions, 'pin' | 'retry' | 'signal' | 'onEvent' | 'now' | 'random'>,
    NetworkOptions {
  /** Leave `<file>.ossferry-checksums` beside a file that is whole, so that a later repair is cheap. @default false */
  readonly keepChecksums?: boolean | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Send through this instead of Node's own HTTP client. */
  readonly transport?: Transport | undefined;
}

export interface AskedObject {
  readonly source: SourceKeeper;
  readonly identity: ObjectIdentity;
}

/** Asks OSS for size, ETag and CRC-64 of an object, by a GET of one byte. */
export async function askObject(given: DownloadSource, options: ExistingFileOptions): Promise<AskedObject> {
  const { transport, onEvent } = options;
  const source = createSourceKeeper(given, {
    now: options.now,
    signal: options.signal,
    onRenewed: ({ expiration }) => onEvent?.({ type: 'renewed', expiration }),
  });
  const send = openTransport(transport, readNetworkSettings(options));
  const timeouts = readTimeouts(options.timeouts);
  return { source, identity: await probeObject({ source, transport: send, timeouts, options }) };
}
