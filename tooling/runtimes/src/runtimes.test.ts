import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from './program/check.ts';
import { type Host, runIn, runtimes, startHost } from './run-everywhere.ts';
import { writeTable } from './support-table.ts';

const isComplete = process.env['CI'] !== undefined;
const seen = new Map<string, Promise<readonly Outcome[] | undefined>>();
let host: Host;

/** Runs the program in a runtime, once for all tests. */
function see(runtime: (typeof runtimes)[number]): Promise<readonly Outcome[] | undefined> {
  const outcomes = seen.get(runtime.id) ?? runIn(runtime, host);
  seen.set(runtime.id, outcomes);
  return outcomes;
}

describe('runtimes', () => {
  beforeAll(async () => {
    host = await startHost();
  }, 60_000);
  afterAll(() => host.close());

  for (const runtime of runtimes) {
    const { name, executable, advice } = runtime;
    const isMissing = executable === undefined;
    if (isMissing) console.log(`skipped: ${name} is not here. ${advice}`);
    it.skipIf(isMissing && !isComplete)(`default: ${name} does all that is asked`, { timeout: 60_000 }, async () => {
      const outcomes = (await see(runtime)) ?? [];
      expect(outcomes.filter(({ failure }) => failure !== undefined)).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(600);
    });
  }

  it('behavior: the table in the README is what was seen', { timeout: 120_000 }, async () => {
    const entries: { name: string; outcomes: readonly Outcome[] | undefined }[] = [];
    for (const runtime of runtimes) entries.push({ name: runtime.name, outcomes: await see(runtime) });
    const page = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    expect(writeTable(page, entries)).toBe(page);
  });
});
