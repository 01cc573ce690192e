/** The two functions of a test runner that a suite needs. Those of `node:test`, vitest, jest and mocha all fit. */
export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly it: (name: string, run: () => Promise<void>) => unknown;
}

/** One thing that a suite asks; `run` rejects when the answer is wrong. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Makes one test of each check. */
export function describeChecks({ describe, it }: TestRunner, name: string, checks: readonly Check[]): void {
  describe(name, () => {
    // The runner's own arguments (a test context, a `done`) are kept away from the check.
    for (const check of checks) it(check.name, () => check.run());
  });
}
