import type { OssRequest, PresignCall, PresignOptions, PresignResult } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { askCredentials } from './ask-credentials.ts';
import type { Assembly } from './assemble.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { compose } from './compose.ts';
import { freezeRequest } from './freeze-request.ts';
import { presignWarnings } from './presign-warnings.ts';
import { type PresignSteps, signLifetime } from './sign-lifetime.ts';

export interface PresignSettings extends Assembly {
  readonly clock: Clock;
  /** Longest life of a URL; `Infinity` when the signature version has none. */
  readonly maximumSeconds: number;
}

/** Builds `presign`: presign ring → endpoint → credentials → signer. Nothing is sent. */
export function createPresign(
  settings: PresignSettings,
): (request: OssRequest, options?: PresignOptions) => Promise<PresignResult> {
  const { slots, rings, clock, maximumSeconds } = settings;
  const steps: PresignSteps = {
    endpoint: slots.endpoint,
    credentials: (needs) => askCredentials(slots.credentials, needs),
    signer: slots.signer,
    now: clock.now,
    maximumSeconds,
    warningsOf: presignWarnings,
  };
  const presign = compose(rings.presign, async ({ request: input, options }: PresignCall) => {
    const request = freezeRequest(input);
    checkPresignable(request);
    checkRequest(request);
    return signLifetime(request, options, steps);
  });
  return async (request, options = {}) => presign({ request: freezeRequest(request), options });
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
