import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from './host/start-host.ts';
import type { Outcome } from './program/check.ts';
import { runInRuntime, runtimes } from './run-in-runtime.ts';
import { writeTable } from './support-table.ts';

const isCi = process.env['CI'] !== undefined;
const results = new Map<string, Promise<readonly Outcome[] | undefined>>();
let host: Host;

/** Runs the program in a runtime once for all tests. */
function outcomesOf(runtime: (typeof runtimes)[number]): Promise<readonly Outcome[] | undefined> {
  const outcomes = results.get(runtime.id) ?? runInRuntime(runtime, host);
  results.set(runtime.id, outcomes);
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
    if (isMissing) console.log(`skipped: ${name} is not installed. ${advice}`);
    it.skipIf(isMissing && !isCi)(`default: ${name} passes all checks`, { timeout: 60_000 }, async () => {
      const outcomes = (await outcomesOf(runtime)) ?? [];
      expect(outcomes.filter(({ failure }) => failure !== undefined)).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(600);
    });
  }

  it('behavior: the table in the README is up to date', { timeout: 120_000 }, async () => {
    const entries: { name: string; outcomes: readonly Outcome[] | undefined }[] = [];
    for (const runtime of runtimes) entries.push({ name: runtime.name, outcomes: await outcomesOf(runtime) });
    const page = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    expect(writeTable(page, entries)).toBe(page);
  });
});
