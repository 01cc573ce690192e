import type { Candidate } from '../finding.ts';

/** A repaired value, and the damage that was found. */
export interface Repair<Value> {
  readonly value: Value;
  readonly defects: readonly Candidate[];
}

/** Repairs a value in steps. */
export function applyRepairs<Value>(value: Value, steps: readonly ((value: Value) => Repair<Value>)[]): Repair<Value> {
  return steps.reduce<Repair<Value>>(
    (repaired, step) => {
      const { value: next, defects } = step(repaired.value);
      return { value: next, defects: [...repaired.defects, ...defects] };
    },
    { value, defects: [] },
  );
}
