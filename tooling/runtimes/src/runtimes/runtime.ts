import type { Host, PreparedSetting } from '../host/start-host.ts';
import type { Outcome } from '../program/check.ts';

/** A runtime that is supported. */
export interface Runtime {
  /** As the support table calls it. */
  readonly name: string;
  /** Name of its bucket. */
  readonly id: string;
  /** Absent when it is not on this machine. */
  readonly executable: string | undefined;
  /** Where to get it. */
  readonly advice: string;
  /** Starts it, and runs the program in it. */
  readonly run: (executable: string, host: Host, prepared: PreparedSetting) => Promise<readonly Outcome[]>;
}
