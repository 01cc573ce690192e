import type { Plugin, Signer } from '@ossferry/contract';
import { slotOf } from '../slot-of.ts';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { acceptanceChecks } from './acceptance-checks.ts';
import { headerChecks } from './header-checks.ts';
import { plainSigner } from './plain-signer.ts';
import { queryChecks } from './query-checks.ts';

export interface DescribeSignerOptions {
  /** Title of the suite. @default 'signer' */
  readonly name?: string | undefined;
}

/**
 * Defines the conformance tests of signers, with the `describe` and `it` of any test runner. Tests a signer, or a plugin that
 * fills or wraps the signer slot; a wrapper is applied to a V4 signer. Signed requests for the bucket `examplebucket` are sent
 * to a local OSS on this machine, which verifies V4 and V1 signatures with independent code.
 *
 * @example
 * describeSigner({ describe, it }, v4Signer());
 */
export function describeSigner(
  runner: TestRunner,
  signer: Signer | Plugin,
  { name = 'signer' }: DescribeSignerOptions = {},
): void {
  const tested = 'setup' in signer ? slotOf('signer', signer, plainSigner) : signer;
  const checks = [headerChecks, queryChecks, acceptanceChecks].flatMap((make) => make(tested));
  describeChecks(runner, name, checks);
}
