import { type Check, describeChecks, type TestRunner } from '../test-runner.ts';
import { endChecks } from './end-checks.ts';
import type { MakeProvider } from './fixture.ts';
import { pairChecks } from './pair-checks.ts';
import { redactionChecks } from './redaction-checks.ts';
import { rotationChecks } from './rotation-checks.ts';
import { sharingChecks } from './sharing-checks.ts';

/**
 * What a source guarantees besides a pair or an error. `end`: it reports when the pair expires. `rotation`: it returns the new
 * pair if its backend has one. `sharing`: it caches its pair, loads once for all callers, and replaces a pair that has
 * expired, or expires before `minLifetimeSeconds`. `redaction`: its pairs hide their secrets from `inspect` and JSON.
 */
export type CredentialsGuarantee = 'end' | 'rotation' | 'sharing' | 'redaction';

export interface DescribeCredentialsOptions {
  /** Title of the suite. @default 'credentials' */
  readonly name?: string | undefined;
  /** What the source guarantees: everything, if it is wrapped in `cached` of `@ossferry/credentials`. @default all four */
  readonly guarantees?: readonly CredentialsGuarantee[] | undefined;
}

/**
 * Defines the conformance tests of credential sources, with the `describe` and `it` of any test runner. `makeProvider` makes
 * the source on top of a backend, once per test. A source that caches its pair must use the clock `backend.now`.
 *
 * @example
 * describeCredentials({ describe, it }, ({ load, now }) => cached(load, { now }));
 */
export function describeCredentials(
  runner: TestRunner,
  makeProvider: MakeProvider,
  options: DescribeCredentialsOptions = {},
): void {
  const { name = 'credentials', guarantees = ['end', 'rotation', 'sharing', 'redaction'] } = options;
  const checks = [pairChecks, ...guarantees.map((guarantee) => checksOf[guarantee])];
  describeChecks(
    runner,
    name,
    checks.flatMap((make) => make(makeProvider)),
  );
}

const checksOf: Readonly<Record<CredentialsGuarantee, (makeProvider: MakeProvider) => readonly Check[]>> = {
  end: endChecks,
  rotation: rotationChecks,
  sharing: sharingChecks,
  redaction: redactionChecks,
};
