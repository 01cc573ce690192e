/** What became of a scenario with a client: two runs of it, the second without the fault. */
export type Outcome = 'whole' | 'error, then whole' | 'error, stuck' | 'wrong file' | 'hang' | 'crash';

/** One cell of the table. */
export interface CellResult {
  readonly outcome: Outcome;
  /** The code of the first run's error, from clients that name one. */
  readonly errorCode?: string | undefined;
  /** After the first run a part of the object had the name of the whole. */
  readonly leftPart: boolean;
  /** Bytes that the server sent beyond the size of the object, over both runs; only where it became whole. */
  readonly twiceBytes?: number | undefined;
  readonly requests: number;
  /** Of both runs. */
  readonly seconds: number;
}

/** How one run of a program went, seen from outside. */
export interface RunResult {
  readonly end: 'success' | 'failure' | 'crash' | 'hang';
  /** What has the name of the destination. */
  readonly file: 'whole' | 'other' | 'none';
}

/** Judges a first run, and the next one where there was one. */
export function judgeOutcome(first: RunResult, next: RunResult | undefined): Outcome {
  for (const run of [first, next]) if (run?.end === 'success' && run.file !== 'whole') return 'wrong file';
  if (first.end === 'hang' || next?.end === 'hang') return 'hang';
  if (first.end === 'crash' || next?.end === 'crash') return 'crash';
  if (first.end === 'success') return 'whole';
  return next?.end === 'success' ? 'error, then whole' : 'error, stuck';
}
