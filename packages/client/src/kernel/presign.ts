import type { OssRequest, PresignCall, PresignOptions, PresignResult, ResolvedRequest } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { askCredentials } from './ask-credentials.ts';
import type { Assembly } from './assemble.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { compose } from './compose.ts';
import { freezeRequest } from './freeze-request.ts';
import { cutAtTokenEnd, neededSeconds, readLifetime, secondsAfter } from './lifetime.ts';
import { presignWarnings } from './presign-warnings.ts';
import { requestUrl } from './request-url.ts';

export interface PresignSettings extends Assembly {
  readonly clock: Clock;
  /** Longest life of a URL; `Infinity` when the signature version has none. */
  readonly maximumSeconds: number;
}

/** Builds `presign`: presign ring → endpoint → credentials → signer. Nothing is sent. */
export function createPresign(
  settings: PresignSettings,
): (request: OssRequest, options?: PresignOptions) => Promise<PresignResult> {
  const presign = compose(settings.rings.presign, (call) => presignCall(call, settings));
  return async (request, options = {}) => presign({ request: freezeRequest(request), options });
}

async function presignCall(
  { request: input, options }: PresignCall,
  settings: PresignSettings,
): Promise<PresignResult> {
  const { slots, clock, maximumSeconds } = settings;
  const request = freezeRequest(input);
  checkPresignable(request);
  checkRequest(request);
  const asked = readLifetime(options, clock.now(), maximumSeconds);
  const endpoint = await slots.endpoint(request);
  const credentials = await askCredentials(slots.credentials, {
    minLifetimeSeconds: neededSeconds(asked, options),
    signal: request.signal,
  });
  const { signedAt } = asked;
  const { seconds, limitedBy, warnings } = cutAtTokenEnd(asked, credentials, options);
  const resolved: ResolvedRequest = { ...request, endpoint };
  const { url, signedHeaders } =
    credentials === null
      ? { url: requestUrl(resolved), signedHeaders: {} }
      : slots.signer.query(resolved, credentials, signedAt, seconds);
  return {
    method: request.method,
    url,
    expiration: secondsAfter(signedAt, seconds),
    signedHeaders,
    limitedBy,
    warnings: [...warnings, ...presignWarnings({ request, url, signedHeaders, credentials })],
  };
}

const presignable: ReadonlySet<string> = new Set([
  'GetObject',
  'HeadObject',
  'PutObject',
  'InitiateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
]);

function checkPresignable({ operation }: OssRequest): void {
  if (presignable.has(operation)) return;
  throw configError(
    'NotPresignable',
    `OSS gives no presigned URLs for the operation ${JSON.stringify(operation)}.`,
    `There are: ${[...presignable].join(', ')}.`,
  );
}
