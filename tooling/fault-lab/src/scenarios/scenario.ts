import type { Fault, FaultRequest } from '@ossferry/local-oss';
import type { Content } from '../lab.ts';

/** One thing that goes wrong with one download: a row of the table. */
export interface Scenario {
  readonly name: string;
  /** What goes wrong with a request; the same for all clients. */
  readonly faults?: ((request: ScenarioRequest) => Fault | readonly Fault[] | undefined) | undefined;
  /** What is done to the program while it runs, once the server has sent a few MiB. */
  readonly act?: ((stage: Stage) => void | Promise<void>) | undefined;
  /** Whether `act` ends the program: it is not asked why, only what the next run makes of it. */
  readonly isEnded?: boolean | undefined;
  /** What is done to the folder before it starts; the returned function makes it good again. */
  readonly prepare?: ((folder: string) => Promise<() => Promise<void>>) | undefined;
  /** Done between the two runs, after the faults are lifted. */
  readonly between?: ((stage: Pick<Stage, 'replaceObject' | 'restoreObject'>) => Promise<void>) | undefined;
  /** How far the server's clock is ahead, until it is set right. */
  readonly clockOffsetMs?: number | undefined;
  readonly isRenewable?: boolean | undefined;
  /** Two programs at a time, on one destination. */
  readonly isTwice?: boolean | undefined;
  /** Whether the machine cannot do it: says why. */
  readonly missing?: (() => string | undefined) | undefined;
}

/** A GET, and what came before it. */
export interface ScenarioRequest {
  readonly request: FaultRequest;
  /** Counted from 1. */
  readonly get: number;
  /** Where the body begins and how long it is, when nothing goes wrong. */
  readonly start: number;
  readonly bodyBytes: number;
  /** Body bytes that all answers have carried so far. */
  readonly sentBytes: number;
  readonly object: Content;
  /** Kept from request to request of one cell. */
  readonly notes: Map<string, string>;
  /** The bytes of the object that comes in the place of the first one. */
  readonly replacement: (sizeBytes: number) => Buffer;
}

/** What a scenario can do while the program runs. */
export interface Stage {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly folder: string;
  readonly replaceObject: () => Promise<void>;
  readonly restoreObject: () => Promise<void>;
}
