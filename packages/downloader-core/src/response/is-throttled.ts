import type { OssError } from '@ossferry/contract';

const throttledStatus: ReadonlySet<number> = new Set([429, 503]);

// OSS documents them ("Error responses") with 429 and 503; some gateways send them with 403.
const throttledCode =
  /^(SlowDown|Throttling(\..+)?|\w*QpsLimitExceeded|\w*TrafficRateLimitExceeded|ActiveRequestLimitExceeded|CpuLimitExceeded)$/;

/** Whether the service asks for fewer requests, rather than refusing or failing. */
export function isThrottled(error: Pick<OssError, 'status' | 'ossCode'>): boolean {
  if (error.status !== undefined && throttledStatus.has(error.status)) return true;
  return error.ossCode !== undefined && throttledCode.test(error.ossCode);
}
