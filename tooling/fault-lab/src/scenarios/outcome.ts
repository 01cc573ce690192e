/** The outcome of a scenario for a client, after up to two runs, the second without the fault. */
export type Outcome = 'whole' | 'error, then whole' | 'error, stuck' | 'wrong file' | 'hang' | 'crash';

/** One cell of the table. */
export interface CellResult {
  readonly outcome: Outcome;
  /** The error code of the first run, for clients that report one. */
  readonly errorCode?: string | undefined;
  /** Whether a failed first run left an incomplete file under the final name. */
  readonly leftPartialFile: boolean;
  /** Bytes that the server sent beyond the size of the object, in both runs; only if the file is complete. */
  readonly extraBytes?: number | undefined;
  readonly requests: number;
  /** The duration of both runs. */
  readonly seconds: number;
}

/** The observed result of one run. */
export interface RunResult {
  readonly end: 'success' | 'failure' | 'crash' | 'hang';
  /** The file at the destination. */
  readonly file: 'whole' | 'other' | 'none';
}

/** Determines the outcome of a first run and the next run, if there was one. */
export function determineOutcome(first: RunResult, next: RunResult | undefined): Outcome {
  for (const run of [first, next]) if (run?.end === 'success' && run.file !== 'whole') return 'wrong file';
  if (first.end === 'hang' || next?.end === 'hang') return 'hang';
  if (first.end === 'crash' || next?.end === 'crash') return 'crash';
  if (first.end === 'success') return 'whole';
  return next?.end === 'success' ? 'error, then whole' : 'error, stuck';
}
