import type { Fault, FaultRequest } from '@ossferry/local-oss';
import type { Content } from '../lab.ts';

/** One download and all that goes wrong with it; it follows from its seed alone. */
export interface Schedule {
  readonly seed: number;
  readonly object: Content;
  readonly settings: Settings;
  readonly troubles: readonly Trouble[];
}

/** How the download is asked for. */
export interface Settings {
  readonly parallel: number | undefined;
  readonly partSizeBytes: number | undefined;
  readonly threads: number;
  readonly transport: 'sockets' | 'fetch' | 'axios';
  readonly pin: 'strict' | 'cdn';
  readonly onChange: 'fail' | 'restart';
  /** Whether the source is a function that makes new URLs. */
  readonly isRenewable: boolean;
  readonly maxFailures: number;
}

/** One thing that goes wrong, with a run of requests. */
export interface Trouble {
  /** What it is, with its numbers. */
  readonly name: string;
  /** The first and the last GET that it hits, counted from 1; both of the same, or up to Infinity. */
  readonly first: number;
  readonly last: number;
  /** What this request gets, or `undefined` when it is spared. */
  readonly faults: (request: FaultRequest, versions: Versions) => readonly Fault[] | undefined;
  /** The object that is put in the place of the first one, when this trouble does so. */
  readonly replacement?: Content | undefined;
}

/** The bytes of the replacements, by their seed. */
export type Versions = ReadonlyMap<number, Buffer>;

/** One line that says what the schedule is. */
export function describeSchedule({ seed, object, settings, troubles }: Schedule): string {
  const asked = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const goesWrong = troubles.map(({ name, first, last }) => `${name} (GET ${first}${last > first ? `–${last}` : ''})`);
  return `seed ${seed}: ${object.sizeBytes} bytes, ${asked.join(' ')}; ${goesWrong.join('; ')}`;
}
