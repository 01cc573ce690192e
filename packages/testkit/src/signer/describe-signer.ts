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
 * Defines the conformance tests of signers, with the `describe` and `it` of any test runner. Signed requests are sent to a local
 * OSS on this machine, which verifies V4 and V1 signatures with independent code.
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
