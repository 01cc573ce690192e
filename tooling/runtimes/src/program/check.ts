/** What a check is about; a column of the support table. */
export type Topic =
  | 'signatures'
  | 'presign'
  | 'send'
  | 'credentials'
  | 'diagnose'
  | 'snippets'
  | 'signing server'
  | 'download';

export const topics: readonly Topic[] = [
  'signatures',
  'presign',
  'send',
  'credentials',
  'diagnose',
  'snippets',
  'signing server',
  'download',
];

/** One thing that a runtime has to be able to do; `run` throws or rejects when it is not. */
export interface Check {
  readonly topic: Topic;
  readonly name: string;
  readonly run: () => unknown;
}

/** How a check went, as plain data. */
export interface Outcome {
  readonly topic: Topic;
  readonly name: string;
  /** Absent when it passed. */
  readonly failure?: string;
}

/** Runs checks one after the other. */
export async function runChecks(checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { topic, name, run } of checks) {
    try {
      await inTime(run);
      outcomes.push({ topic, name });
    } catch (error) {
      outcomes.push({ topic, name, failure: error instanceof Error ? (error.stack ?? String(error)) : String(error) });
    }
  }
  return outcomes;
}

/** A check that hangs is a failure with a name, rather than a run that never ends. */
async function inTime(run: () => unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It is not done after ${limitMs / 1000} seconds.`)), limitMs);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const limitMs = 15_000;

/** Makes checks of a topic from functions by name. */
export function checksOf(topic: Topic, runs: Readonly<Record<string, () => unknown>>): readonly Check[] {
  return Object.entries(runs).map(([name, run]) => ({ topic, name, run }));
}
