import type { Host, PreparedConfig } from '../host/start-host.ts';
import type { Outcome } from '../program/check.ts';

/** A supported runtime. */
export interface Runtime {
  /** Its name in the support table. */
  readonly name: string;
  /** Its name on the command line, and the name of its bucket. */
  readonly id: string;
  /** Absent if it is not installed. */
  readonly executable: string | undefined;
  /** How to install it. */
  readonly advice: string;
  /** Starts the runtime and runs the program. */
  readonly run: (executable: string, host: Host, prepared: PreparedConfig) => Promise<readonly Outcome[]>;
}
