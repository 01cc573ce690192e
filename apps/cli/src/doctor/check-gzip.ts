import { type CheckResult, fail, pass, skip } from './check-result.ts';
import type { ProbeResponse } from './probe.ts';

/** Checks for unrequested compression, which changes the bytes of the object. */
export function checkGzip(response: ProbeResponse | undefined): CheckResult {
  if (response === undefined || response.status >= 300) return skip('gzip', 'The object was not read.');
  const encoding = response.header('content-encoding');
  if (encoding === undefined || encoding === 'identity')
    return pass('gzip', 'Responses are not compressed in transit.');
  if (response.header('etag') !== undefined) {
    return pass('gzip', `The object is stored as ${encoding}; browsers and curl --compressed decode it.`);
  }
  const nextStep = 'Turn off compression for this path in the proxy or CDN.';
  return fail('gzip', `The response is compressed (${encoding}) although the request did not allow it.`, nextStep);
}
