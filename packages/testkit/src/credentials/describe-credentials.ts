import { type Check, describeChecks, type TestRunner } from '../test-runner.ts';
import { endChecks } from './end-checks.ts';
import { pairChecks } from './pair-checks.ts';
import { redactionChecks } from './redaction-checks.ts';
import { rotationChecks } from './rotation-checks.ts';
import { sharingChecks } from './sharing-checks.ts';
import type { MakeProvider } from './trial.ts';

/**
 * What a source promises beyond a pair or an error. `end`: it says when the pair ends. `rotation`: it gives the new pair
 * when its backend has one. `sharing`: it keeps its pair, loads once for all callers, and gives out no ended one.
 * `redaction`: its pairs hide their secrets from `inspect` and JSON.
 */
export type CredentialsPromise = 'end' | 'rotation' | 'sharing' | 'redaction';

export interface DescribeCredentialsOptions {
  /** Title of the suite. @default 'credentials' */
  readonly name?: string | undefined;
  /** What the source promises. Whatever is wrapped in `cached` of `@ossferry/credentials` keeps all. @default all four */
  readonly promises?: readonly CredentialsPromise[] | undefined;
}

/**
 * Makes the tests that every credential source passes, with the `describe` and `it` of any test runner. `makeProvider`
 * builds the source over a backend of the suite, anew for each test; a source that keeps its pair takes its clock from
 * `backend.now`.
 *
 * @example
 * describeCredentials({ describe, it }, ({ load, now }) => cached(load, { now }));
 */
export function describeCredentials(
  runner: TestRunner,
  makeProvider: MakeProvider,
  options: DescribeCredentialsOptions = {},
): void {
  const { name = 'credentials', promises = ['end', 'rotation', 'sharing', 'redaction'] } = options;
  const checks = [pairChecks, ...promises.map((promise) => checksOf[promise])];
  describeChecks(
    runner,
    name,
    checks.flatMap((make) => make(makeProvider)),
  );
}

const checksOf: Readonly<Record<CredentialsPromise, (makeProvider: MakeProvider) => readonly Check[]>> = {
  end: endChecks,
  rotation: rotationChecks,
  sharing: sharingChecks,
  redaction: redactionChecks,
};
