/** The two functions that a suite needs from a test runner: for example, `node:test`, vitest, jest or mocha. */
export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly it: (name: string, run: () => Promise<void>) => unknown;
}

/** One test of a suite; `run` rejects if it fails. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Defines one test per check. */
export function describeChecks({ describe, it }: TestRunner, name: string, checks: readonly Check[]): void {
  describe(name, () => {
    // Without the runner's own arguments, such as a test context or `done`.
    for (const check of checks) it(check.name, () => check.run());
  });
}
