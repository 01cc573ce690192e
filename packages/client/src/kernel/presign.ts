import type { Credentials, OssRequest, PresignCall, PresignOptions, PresignResult } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { untilAborted } from './abort.ts';
import type { Assembly } from './assemble.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { compose } from './compose.ts';
import { guardPresignCall } from './guard-input.ts';
import { checkSigned } from './plugin-errors.ts';
import { type PresignSteps, presignRequest } from './presign-request.ts';
import { presignWarnings } from './presign-warnings.ts';
import { resolveCredentials } from './resolve-credentials.ts';

/** Creates `presign`: presign ring → endpoint → credentials → signer. It sends nothing. */
export function createPresign(
  { slots, rings }: Assembly,
  clock: Clock,
): (request: OssRequest, options?: PresignOptions) => Promise<PresignResult> {
  const steps: PresignSteps = {
    endpoint(request) {
      const endpoint = slots.endpoint(request);
      return request.signal === undefined ? endpoint : untilAborted(endpoint, request.signal);
    },
    credentials: (needs) => resolveCredentials(slots.credentials, needs),
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
    return presignRequest(request, options, steps);
  };
  const presign = compose('presign', rings.presign, sign, guardPresignCall);
  // Async, so that an error of the guard becomes a rejection.
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

/** Refuses a security token both in the URL and in a header, as OSS does (EC 0002-00000010). */
function checkToken({ headers }: OssRequest, { securityToken }: Credentials): void {
  if (securityToken === undefined || !Object.hasOwn(headers, 'x-oss-security-token')) return;
  throw configError(
    'InvalidHeader',
    'The security token would be both in the URL and in the header x-oss-security-token.',
    'Remove the header: the credentials have the token.',
  );
}

function checkPresignable({ operation }: OssRequest): void {
  if (presignable.has(operation)) return;
  throw configError(
    'NotPresignable',
    `OSS has no presigned URLs for the operation ${JSON.stringify(operation)}.`,
    `Use one of: ${[...presignable].join(', ')}.`,
  );
}
