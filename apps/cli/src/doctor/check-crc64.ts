import type { Answer } from './ask.ts';
import { isEmptyObject } from './check-permission.ts';
import { type CheckResult, pass, skip, warn } from './check-result.ts';

/** Says whether a download can be proven right. */
export function checkCrc64(answer: Answer | undefined): CheckResult {
  if (answer === undefined || (answer.status >= 300 && !isEmptyObject(answer)))
    return skip('crc64', 'The object was not read.');
  if (answer.header('x-oss-hash-crc64ecma') !== undefined) return pass('crc64', 'OSS sends the CRC-64 of the object.');
  const nextStep = 'Look for a CDN that drops x-oss-hash-crc64ecma; very old objects have none until they are copied.';
  return warn('crc64', 'There is no CRC-64: a download is checked by its length only.', nextStep);
}
