import type { OssRequest, PresignOptions, PresignResult } from '@ossferry/contract';
import { cacheCredentials } from './cache-credentials.ts';
import { createPresign, type PresignSettings } from './presign.ts';

/** A presigned URL and its request. */
export interface PresignedRequest extends PresignResult {
  readonly request: OssRequest;
}

/** Creates `presignMany`, which presigns one request after another with cached credentials. */
export function createPresignMany(
  settings: PresignSettings,
): (
  requests: Iterable<OssRequest> | AsyncIterable<OssRequest>,
  options?: PresignOptions,
) => AsyncGenerator<PresignedRequest, void, undefined> {
  return async function* presignMany(requests, options) {
    const credentials = cacheCredentials(settings.slots.credentials, settings.clock);
    const presign = createPresign({ ...settings, slots: { ...settings.slots, credentials } });
    for await (const request of requests) yield { request, ...(await presign(request, options)) };
  };
}
