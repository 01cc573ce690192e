import type { Transport } from '@ossferry/contract';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { abortChecks } from './abort-checks.ts';
import { answerChecks } from './answer-checks.ts';
import { bodyChecks } from './body-checks.ts';
import { requestChecks } from './request-checks.ts';

export interface DescribeTransportOptions {
  /** Title of the suite. @default 'transport' */
  readonly name?: string | undefined;
}

/**
 * Makes the tests that every transport passes, with the `describe` and `it` of any test runner, against a real HTTP server
 * on this machine. A transport that cannot send `.` and `..` segments as they are, or gets a stream that is in use, throws
 * an `OssError` with the code `KeyNotFetchable` or `BodyNotReplayable`.
 *
 * @example
 * describeTransport({ describe, it }, myTransport());
 */
export function describeTransport(
  runner: TestRunner,
  transport: Transport,
  { name = 'transport' }: DescribeTransportOptions = {},
): void {
  const checks = [requestChecks, bodyChecks, answerChecks, abortChecks].flatMap((make) => make(transport));
  describeChecks(runner, name, checks);
}
