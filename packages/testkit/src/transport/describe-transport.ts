import type { Transport } from '@ossferry/contract';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { abortChecks } from './abort-checks.ts';
import { bodyChecks } from './body-checks.ts';
import { requestChecks } from './request-checks.ts';
import { responseChecks } from './response-checks.ts';

export interface DescribeTransportOptions {
  /** Title of the suite. @default 'transport' */
  readonly name?: string | undefined;
}

/**
 * Defines the conformance tests of transports, with the `describe` and `it` of any test runner, against a real HTTP server on
 * this machine. A transport must throw an `OssError` with the code `KeyNotFetchable` if it cannot send `.` and `..` segments
 * unchanged, and with `BodyNotReplayable` for a locked stream.
 *
 * @example
 * describeTransport({ describe, it }, myTransport());
 */
export function describeTransport(
  runner: TestRunner,
  transport: Transport,
  { name = 'transport' }: DescribeTransportOptions = {},
): void {
  const checks = [requestChecks, bodyChecks, responseChecks, abortChecks].flatMap((make) => make(transport));
  describeChecks(runner, name, checks);
}
