import type { TestRunner } from './test-runner.ts';

/** Runs the checks of a suite whose names match, and returns the names of those that fail. */
export async function failingChecks(defineSuite: (runner: TestRunner) => void, only: RegExp = /^/): Promise<string[]> {
  const all: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  defineSuite({ describe: (_, define) => define(), it: (name, run) => all.push({ name, run }) });
  const checks = all.filter(({ name }) => only.test(name));
  if (checks.length === 0) throw new Error(`No check matches ${only}.`);
  const outcomes = await Promise.allSettled(checks.map(({ run }) => run()));
  return checks.filter((_, index) => outcomes[index]?.status === 'rejected').map(({ name }) => name);
}
