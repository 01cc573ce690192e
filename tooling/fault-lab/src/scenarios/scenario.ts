import type { Fault, FaultRequest } from '@ossferry/local-oss';
import type { Content } from '../lab.ts';

/** One fault of a download: a row of the table. */
export interface Scenario {
  readonly name: string;
  /** Chooses the faults of a GET; the same for all clients. */
  readonly faults?: ((request: ScenarioRequest) => Fault | readonly Fault[] | undefined) | undefined;
  /** Called during the first run, after the server has sent 2 MiB. */
  readonly duringRun?: ((controls: ScenarioControls) => void | Promise<void>) | undefined;
  /** Whether `duringRun` terminates the program, so that only the next run counts. */
  readonly isTerminated?: boolean | undefined;
  /** Prepares the folder before the first run; the returned function repairs it. */
  readonly prepareFolder?: ((folder: string) => Promise<() => Promise<void>>) | undefined;
  /** Called between the two runs, after the faults are removed. */
  readonly betweenRuns?: ((controls: ObjectControls) => Promise<void>) | undefined;
  /** How far the server's clock is ahead in the first run. */
  readonly clockOffsetMs?: number | undefined;
  /** Whether clients with credentials may sign new URLs. */
  readonly isRenewable?: boolean | undefined;
  /** Whether the first run consists of two concurrent programs with the same destination. */
  readonly isConcurrent?: boolean | undefined;
  /** Returns why this machine cannot run the scenario, or `undefined` if it can. */
  readonly skipReason?: (() => string | undefined) | undefined;
}

/** A GET, with the history of the run. */
export interface ScenarioRequest {
  readonly request: FaultRequest;
  /** 1 for the first GET. */
  readonly getNumber: number;
  /** Offset and size of the body without faults. */
  readonly start: number;
  readonly bodyBytes: number;
  /** Body bytes of all responses so far. */
  readonly sentBytes: number;
  readonly object: Content;
  /** State that a scenario keeps between requests. */
  readonly state: Map<string, string>;
  /** Returns the bytes of a replacement object. */
  readonly replacement: (sizeBytes: number) => Buffer;
}

/** Changes to the stored object. */
export interface ObjectControls {
  readonly replaceObject: () => Promise<void>;
  readonly restoreObject: () => Promise<void>;
}

/** What `duringRun` can do. */
export interface ScenarioControls {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly folder: string;
}
