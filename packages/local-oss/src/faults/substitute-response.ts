import { ServiceError } from '../errors/service-error.ts';
import { type OssResponse, textBody } from '../protocol/oss-response.ts';
import type { Fault } from './fault.ts';

/**
 * Returns the response of a `respond` or `redirect` fault, which replaces the operation.
 *
 * @throws ServiceError if the fault has an `error`
 */
export function substituteResponse(faults: readonly Fault[]): OssResponse | undefined {
  for (const fault of faults) {
    if (fault.type === 'redirect') return { status: fault.status ?? 302, headers: { location: fault.location } };
    if (fault.type === 'respond') {
      const headers = lowerCaseNames(fault.headers ?? {});
      if (fault.error !== undefined) throw new ServiceError({ status: fault.status, ...fault.error, headers });
      return { status: fault.status, headers, body: textBody(fault.body ?? '') };
    }
  }
  return undefined;
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
