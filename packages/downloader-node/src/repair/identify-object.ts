import type { Transport } from '@ossferry/contract';
import type {
  DownloadOptions as CoreOptions,
  DownloadSource,
  ObjectIdentity,
  SourceKeeper,
  Timeouts,
} from '@ossferry/downloader-core';
import { keepSource, probeObject, readTimeouts } from '@ossferry/downloader-core/internal';
import { type NetworkOptions, readNetworkSettings } from '../network/network.ts';
import { openTransport } from '../network/open-transport.ts';

/** Options of `verify` and `repair`. */
export interface ExistingFileOptions
  extends Pick<CoreOptions, 'pin' | 'retry' | 'signal' | 'onEvent' | 'now' | 'random'>,
    NetworkOptions {
  /** Keep `<file>.ossferry-checksums` next to a correct file, so that a later repair is fast. @default false */
  readonly keepChecksums?: boolean | undefined;
  /** Timeouts of every request, with the defaults of {@link Timeouts}. `Infinity` turns one off. */
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Replaces Node's own HTTP client. */
  readonly transport?: Transport | undefined;
}

export interface IdentifiedObject {
  readonly source: SourceKeeper;
  readonly identity: ObjectIdentity;
}

/** Requests one byte of an object to get its size, ETag and CRC-64. */
export async function identifyObject(given: DownloadSource, options: ExistingFileOptions): Promise<IdentifiedObject> {
  const source = keepSource(given, options);
  const transport = openTransport(options.transport, readNetworkSettings(options));
  const timeouts = readTimeouts(options.timeouts);
  return { source, identity: await probeObject({ source, transport, timeouts, options }) };
}
