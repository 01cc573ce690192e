import type { OssRequest, PresignOptions, PresignResult } from '@ossferry/contract';
import { keepCredentials } from './keep-credentials.ts';
import { createPresign, type PresignSettings } from './presign.ts';

/** A presigned URL together with the request that it is for. */
export interface PresignedRequest extends PresignResult {
  readonly request: OssRequest;
}

/** Builds `presignMany`: `presign` for one request after the other, with one pair of credentials for as long as it is good. */
export function createPresignMany(
  settings: PresignSettings,
): (
  requests: Iterable<OssRequest> | AsyncIterable<OssRequest>,
  options?: PresignOptions,
) => AsyncGenerator<PresignedRequest, void, undefined> {
  return async function* presignMany(requests, options) {
    const credentials = keepCredentials(settings.slots.credentials, settings.clock);
    const presign = createPresign({ ...settings, slots: { ...settings.slots, credentials } });
    for await (const request of requests) yield { request, ...(await presign(request, options)) };
  };
}
