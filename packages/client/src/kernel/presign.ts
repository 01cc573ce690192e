import type { Credentials, OssRequest, PresignCall, PresignOptions, PresignResult } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { untilAborted } from './abort.ts';
import { askCredentials } from './ask-credentials.ts';
import type { Assembly } from './assemble.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { compose } from './compose.ts';
import { guardPresignCall } from './guard-input.ts';
import { checkSigned } from './plugin-errors.ts';
import { presignWarnings } from './presign-warnings.ts';
import { type PresignSteps, signLifetime } from './sign-lifetime.ts';

export interface PresignSettings extends Assembly {
  readonly clock: Clock;
}

/** Builds `presign`: presign ring → endpoint → credentials → signer. Nothing is sent. */
export function createPresign(
  settings: PresignSettings,
): (request: OssRequest, options?: PresignOptions) => Promise<PresignResult> {
  const { slots, rings, clock } = settings;
  const steps: PresignSteps = {
    endpoint(request) {
      const found = slots.endpoint(request);
      return request.signal === undefined ? found : untilAborted(found, request.signal);
    },
    credentials: (needs) => askCredentials(slots.credentials, needs),
    signer: {
      query(request, credentials, ...rest) {
        checkToken(request, credentials);
        const signed = slots.signer.query(request, credentials, ...rest);
        checkSigned(signed, typeof signed?.url === 'string' && typeof signed.signedHeaders === 'object');
        return signed;
      },
    },
    now: clock.now,
    maxSeconds: slots.signer.maxExpiresInSeconds ?? Number.POSITIVE_INFINITY,
    warningsOf: presignWarnings,
  };
  const sign = ({ request, options }: PresignCall): Promise<PresignResult> => {
    checkPresignable(request);
    checkRequest(request);
    return signLifetime(request, options, steps);
  };
  const presign = compose('presign', rings.presign, sign, guardPresignCall);
  return async (request, options = {}) => presign({ request, options });
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

/** A token in the URL and one in a header are one too many: OSS refuses them (EC 0002-00000010). */
function checkToken({ headers }: OssRequest, { securityToken }: Credentials): void {
  if (securityToken === undefined || !Object.hasOwn(headers, 'x-oss-security-token')) return;
  throw configError(
    'InvalidHeader',
    'The header x-oss-security-token would stand beside the token that the URL has already.',
    'Leave it out: the token of the credentials is enough.',
  );
}

function checkPresignable({ operation }: OssRequest): void {
  if (presignable.has(operation)) return;
  throw configError(
    'NotPresignable',
    `OSS gives no presigned URLs for the operation ${JSON.stringify(operation)}.`,
    `There are: ${[...presignable].join(', ')}.`,
  );
}
