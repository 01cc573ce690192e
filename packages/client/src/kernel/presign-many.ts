import type { OssRequest, PresignOptions, PresignResult } from '@ossferry/contract';
import type { Assembly } from './assemble.ts';
import { cacheCredentials } from './cache-credentials.ts';
import type { Clock } from './clock.ts';
import { createPresign } from './presign.ts';

/** A presigned URL and its request. */
export interface PresignedRequest extends PresignResult {
  readonly request: OssRequest;
}

/** Creates `presignMany`, which presigns one request after another with cached credentials. */
export function createPresignMany(
  assembly: Assembly,
  clock: Clock,
): (
  requests: Iterable<OssRequest> | AsyncIterable<OssRequest>,
  options?: PresignOptions,
) => AsyncGenerator<PresignedRequest, void, undefined> {
  return async function* presignMany(requests, options) {
    const credentials = cacheCredentials(assembly.slots.credentials, clock);
    const presign = createPresign({ ...assembly, slots: { ...assembly.slots, credentials } }, clock);
    for await (const request of requests) yield { request, ...(await presign(request, options)) };
  };
}
