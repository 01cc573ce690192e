import type { Fault, FaultRequest } from '@ossferry/local-oss';
import type { Content } from '../lab.ts';

/** A download and its faults, determined by a seed. */
export interface Schedule {
  readonly seed: number;
  readonly object: Content;
  readonly settings: DownloadSettings;
  /** The options of the next run, which resumes what the first run left. */
  readonly nextSettings: DownloadSettings;
  readonly faults: readonly ScheduledFault[];
  /** The TLS front of both runs; without one, they use plain http. */
  readonly tls?: ScheduledTls | undefined;
}

/** The options of the download. */
export interface DownloadSettings {
  readonly parallel: number | undefined;
  readonly partSizeBytes: number | undefined;
  readonly threads: number;
  readonly transport: 'sockets' | 'fetch' | 'axios';
  readonly pin: 'strict' | 'cdn';
  readonly onChange: 'fail' | 'restart';
  /** Whether the source is a function that returns new URLs. */
  readonly isRenewable: boolean;
  readonly maxFailures: number;
  readonly keepChecksums: boolean;
  readonly limitRateBytesPerSecond: number | undefined;
}

/** A fault of consecutive requests. */
export interface ScheduledFault {
  /** The kind of fault, with its parameters. */
  readonly name: string;
  /** The first and last GET with this fault, counted from 1; `last` may be `Infinity`. */
  readonly first: number;
  readonly last: number;
  /** Returns the faults to inject into a request, or `undefined` for none. */
  readonly inject: (request: FaultRequest, replacements: Replacements) => readonly Fault[] | undefined;
  /** The content that replaces the object, if this fault replaces it. */
  readonly replacement?: Content | undefined;
  /** Every response still arrives whole. */
  readonly isHarmless?: boolean | undefined;
}

/** A TLS server in front of the local OSS. */
export interface ScheduledTls {
  /** Whether the downloads reach it through a CONNECT proxy. */
  readonly isProxied: boolean;
  /** Whether it sends close_notify before it closes a connection. */
  readonly hasCloseNotify: boolean;
  readonly fault?: ScheduledTlsFault | undefined;
}

/** A fault of consecutive connections of a TLS front. */
export interface ScheduledTlsFault {
  /** `damage` changes one byte; `untrusted` shows another certificate. */
  readonly kind: 'reset' | 'close' | 'stall' | 'damage' | 'untrusted';
  /** The encrypted bytes that the server sends before the fault, including its handshake. */
  readonly afterBytes: number;
  /** The first and last connection with this fault, counted from 1; `last` may be `Infinity`. */
  readonly first: number;
  readonly last: number;
}

/** The bytes of replacement objects by seed. */
export type Replacements = ReadonlyMap<number, Buffer>;

/** Describes a schedule in one line. */
export function describeSchedule({ seed, object, settings, nextSettings, faults, tls }: Schedule): string {
  const described = faults.map((fault) => `${fault.name} (GET ${describeNumbers(fault)})`);
  if (tls !== undefined) described.unshift(describeTls(tls));
  const runs = `${describeSettings(settings)}; then ${describeSettings(nextSettings)}`;
  return `seed ${seed}: ${object.sizeBytes} bytes, ${runs}; ${described.join('; ')}`;
}

function describeTls({ isProxied, hasCloseNotify, fault }: ScheduledTls): string {
  const front = `TLS${isProxied ? ' through a proxy' : ''} ${hasCloseNotify ? 'with' : 'without'} close_notify`;
  if (fault === undefined) return front;
  const kind = fault.kind === 'untrusted' ? 'untrusted certificate' : `${fault.kind} after ${fault.afterBytes}`;
  return `${front}, ${kind} (connection ${describeNumbers(fault)})`;
}

function describeNumbers({ first, last }: { readonly first: number; readonly last: number }): string {
  return `${first}${last > first ? `–${last}` : ''}`;
}

function describeSettings(settings: DownloadSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
