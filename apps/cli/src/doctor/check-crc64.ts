import { isEmptyObject } from './check-permission.ts';
import { type CheckResult, pass, skip, warn } from './check-result.ts';
import type { ProbeResponse } from './probe.ts';

/** Checks whether a download can be verified. */
export function checkCrc64(response: ProbeResponse | undefined): CheckResult {
  if (response === undefined || (response.status >= 300 && !isEmptyObject(response)))
    return skip('crc64', 'The object was not read.');
  if (response.header('x-oss-hash-crc64ecma') !== undefined)
    return pass('crc64', 'OSS sends the CRC-64 of the object.');
  const nextStep =
    'Check for a CDN that removes x-oss-hash-crc64ecma. Very old objects have none until they are copied.';
  return warn('crc64', 'There is no CRC-64: only the size of a download can be verified.', nextStep);
}
