import { problemOf } from '@ossferry/contract';
import { adviceOf } from '../advise.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';
import { isResponse, type ProbeResult } from './probe.ts';

/** Checks whether the host responds, and whether it is OSS. */
export function checkEndpoint(origin: string, result: ProbeResult): CheckResult {
  if (!isResponse(result)) {
    const { error } = result;
    return fail('endpoint', problemOf(error), adviceOf(error) ?? error.advice ?? '');
  }
  if (result.header('x-oss-request-id') !== undefined) return pass('endpoint', `OSS responds at ${origin}.`);
  const nextStep = 'Check the host; there may be a CDN or a proxy in front of OSS.';
  return warn('endpoint', `${origin} returned ${result.status}, but is not OSS.`, nextStep);
}
