import { isEmptyObject } from './check-permission.ts';
import { type CheckResult, fail, pass, skip, warn } from './check-result.ts';
import type { ProbeResponse } from './probe.ts';

/** Checks range support, which parallel and resumable downloads need. */
export function checkRange(response: ProbeResponse | undefined): CheckResult {
  if (response !== undefined && isEmptyObject(response)) return pass('range', 'An empty object has no ranges.');
  if (response?.status === 206) {
    const range = response.header('content-range') ?? '';
    if (/^bytes 0-0\/\d+$/.test(range)) return pass('range', 'Ranges are supported.');
    return fail(
      'range',
      'The response is not the requested range.',
      'Check for a proxy or CDN that modifies responses.',
    );
  }
  if (response?.status !== 200) return skip('range', 'The object was not read.');
  const nextStep = 'Check for a proxy or CDN that removes Range. Processed objects (x-oss-process) support no ranges.';
  return warn('range', 'Ranges are ignored: downloads use one stream and cannot resume.', nextStep);
}
