/** A column of the support table. */
export type Topic = (typeof topics)[number];

export const topics = [
  'signatures',
  'presign',
  'send',
  'credentials',
  'diagnose',
  'snippets',
  'signing server',
  'download',
] as const;

/** A test that every runtime must pass; `run` throws or rejects if it fails. */
export interface Check {
  readonly topic: Topic;
  readonly name: string;
  readonly run: () => unknown;
}

/** The result of a check, as plain data. */
export interface Outcome {
  readonly topic: Topic;
  readonly name: string;
  /** Absent if it passed. */
  readonly failure?: string;
}

/** Runs checks sequentially. */
export async function runChecks(checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { topic, name, run } of checks) {
    try {
      await withTimeout(run);
      outcomes.push({ topic, name });
    } catch (error) {
      outcomes.push({ topic, name, failure: error instanceof Error ? (error.stack ?? String(error)) : String(error) });
    }
  }
  return outcomes;
}

/** Turns a check that hangs into a failure. */
async function withTimeout(run: () => unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The check timed out after ${limitMs / 1000} seconds.`)), limitMs);
  });
  try {
    await Promise.race([run(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

const limitMs = 15_000;

/** Creates checks of a topic from named functions. */
export function checksOf(topic: Topic, runs: Readonly<Record<string, () => unknown>>): readonly Check[] {
  return Object.entries(runs).map(([name, run]) => ({ topic, name, run }));
}
