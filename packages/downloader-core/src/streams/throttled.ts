import type { OssError } from '@ossferry/contract';

const throttledStatus: ReadonlySet<number> = new Set([429, 503]);

// OSS's page "Error responses" lists them with 429 and 503; gateways were seen to send some with 403.
const throttledCode =
  /^(SlowDown|Throttling(\..+)?|\w*QpsLimitExceeded|\w*TrafficRateLimitExceeded|ActiveRequestLimitExceeded|CpuLimitExceeded)$/;

/** Whether the service asks to come less often, rather than refuses or fails. */
export function isThrottled(error: Pick<OssError, 'status' | 'ossCode'>): boolean {
  if (error.status !== undefined && throttledStatus.has(error.status)) return true;
  return error.ossCode !== undefined && throttledCode.test(error.ossCode);
}
