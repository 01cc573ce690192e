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
 * Takes the credentials of one invocation in Function Compute: from the handler's `context`, or from the headers
 * `x-fc-access-key-id`, `x-fc-access-key-secret` and `x-fc-security-token` of a custom runtime. Make one per invocation:
 * the environment of an instance grows old, this does not. Their end (36 hours) is not told. Absent when there are none:
 * the function then has no service role.
 */
export function fromFunctionCompute(invocation: FunctionComputeContext | FunctionComputeHeaders): CredentialsSource {
  const source = 'function-compute';
  const { accessKeyId, accessKeySecret, securityToken } = read(invocation);
  const isThere = accessKeyId !== undefined || accessKeySecret !== undefined || securityToken !== undefined;
  const snapshot = isThere
    ? takeSnapshot({ accessKeyId: accessKeyId ?? '', accessKeySecret: accessKeySecret ?? '', securityToken }, source)
    : undefined;
  return namedSource(source, () => {
    if (snapshot !== undefined) return snapshot;
    throw new CredentialsError({
      source,
      code: 'NotConfigured',
      absent: true,
      message: 'The invocation carries no credentials.',
      advice: 'Give the function a service role.',
    });
  });
}

interface Texts {
  readonly accessKeyId: string | undefined;
  readonly accessKeySecret: string | undefined;
  readonly securityToken: string | undefined;
}

function read(invocation: FunctionComputeContext | FunctionComputeHeaders): Texts {
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
