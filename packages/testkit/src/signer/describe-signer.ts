import type { Signer } from '@ossferry/contract';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { acceptanceChecks } from './acceptance-checks.ts';
import { headerChecks } from './header-checks.ts';
import { queryChecks } from './query-checks.ts';

export interface DescribeSignerOptions {
  /** Title of the suite. @default 'signer' */
  readonly name?: string | undefined;
}

/**
 * Makes the tests that every signer passes, with the `describe` and `it` of any test runner. What it signs is sent to a local
 * OSS on this machine, which checks V4 and V1 with code of its own.
 *
 * @example
 * describeSigner({ describe, it }, v4Signer());
 */
export function describeSigner(
  runner: TestRunner,
  signer: Signer,
  { name = 'signer' }: DescribeSignerOptions = {},
): void {
  const checks = [headerChecks, queryChecks, acceptanceChecks].flatMap((make) => make(signer));
  describeChecks(runner, name, checks);
}
