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
}

/** The bytes of replacement objects by seed. */
export type Replacements = ReadonlyMap<number, Buffer>;

/** Describes a schedule in one line. */
export function describeSchedule({ seed, object, settings, nextSettings, faults }: Schedule): string {
  const described = faults.map(({ name, first, last }) => `${name} (GET ${first}${last > first ? `–${last}` : ''})`);
  const runs = `${describeSettings(settings)}; then ${describeSettings(nextSettings)}`;
  return `seed ${seed}: ${object.sizeBytes} bytes, ${runs}; ${described.join('; ')}`;
}

function describeSettings(settings: DownloadSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
