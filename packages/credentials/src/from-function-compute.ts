import { CredentialsError } from './credentials-error.ts';
import { takeSnapshot } from './credentials-snapshot.ts';
import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** The part of Function Compute's handler context that holds credentials. */
export interface FunctionComputeContext {
  readonly credentials?:
    | {
        readonly accessKeyId?: string | undefined;
        readonly accessKeySecret?: string | undefined;
        readonly securityToken?: string | undefined;
      }
    | undefined;
}

/** Request headers of a custom runtime: a web `Headers`, or Node's by lower-case name. */
export type FunctionComputeHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Provides the credentials of one Function Compute invocation: from the handler's `context`, or from the headers
 * `x-fc-access-key-id`, `x-fc-access-key-secret` and `x-fc-security-token` of a custom runtime. Create one source per
 * invocation, because the credentials in the environment of an instance expire. Their expiration (36 hours) is not in the
 * invocation. Absent if there are none, because the function has no service role.
 */
export function fromFunctionCompute(invocation: FunctionComputeContext | FunctionComputeHeaders): CredentialsSource {
  const source = 'function-compute';
  const { accessKeyId, accessKeySecret, securityToken } = read(invocation);
  const hasCredentials = accessKeyId !== undefined || accessKeySecret !== undefined || securityToken !== undefined;
  const snapshot = hasCredentials
    ? takeSnapshot({ accessKeyId: accessKeyId ?? '', accessKeySecret: accessKeySecret ?? '', securityToken }, source)
    : undefined;
  return namedSource(source, () => {
    if (snapshot !== undefined) return snapshot;
    throw new CredentialsError({
      source,
      code: 'NotConfigured',
      absent: true,
      message: 'The invocation has no credentials.',
      advice: 'Give the function a service role.',
    });
  });
}

interface Values {
  readonly accessKeyId: string | undefined;
  readonly accessKeySecret: string | undefined;
  readonly securityToken: string | undefined;
}

function read(invocation: FunctionComputeContext | FunctionComputeHeaders): Values {
  if ('credentials' in invocation && typeof invocation.credentials === 'object') {
    const { accessKeyId, accessKeySecret, securityToken } =
      invocation.credentials as FunctionComputeContext['credentials'] & {};
    return { accessKeyId, accessKeySecret, securityToken };
  }
  const header = (name: string): string | undefined => {
    const value = invocation instanceof Headers ? invocation.get(name) : (invocation as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    accessKeyId: header('x-fc-access-key-id'),
    accessKeySecret: header('x-fc-access-key-secret'),
    securityToken: header('x-fc-security-token'),
  };
}
