import type { Suspicion } from '../finding.ts';

/** One step of mending. */
export interface Mending<Value> {
  readonly value: Value;
  readonly damages: readonly Suspicion[];
}
