import type { Credentials } from '@ossferry/contract';
import type { CacheOptions } from '../cached.ts';
import { cachedWithRetryAfter } from '../cached-with-retry-after.ts';
import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { type Environment, isSwitchedOn, platformEnvironment } from '../environment.ts';
import type { ExchangeOptions } from '../exchange.ts';
import { isRecord, parseSecretJson, readCredentials } from '../read-credentials.ts';
import { type InstanceMetadata, instanceMetadata } from './instance-metadata.ts';

export interface FromEcsRamRoleOptions extends CacheOptions, ExchangeOptions {
  /** The name of the role. @default the variable `ALIBABA_CLOUD_ECS_METADATA`, or the role in the instance metadata */
  readonly roleName?: string | undefined;
  /** Never sends requests without a token (IMDSv1). @default the variable `ALIBABA_CLOUD_IMDSV1_DISABLED`, or `false` */
  readonly disableImdsV1?: boolean | undefined;
  /** @default 'http://100.100.100.200' */
  readonly metadataEndpoint?: string | undefined;
  /** For each request. @default 1000 */
  readonly timeoutMs?: number | undefined;
  /** @default the variables of this process */
  readonly env?: Environment | undefined;
}

/**
 * Provides the credentials of the RAM role attached to this ECS instance, from instance metadata (IMDSv2 with a reused token,
 * or IMDSv1 if that fails). Absent if there is no metadata service (cached for 30 seconds) or no role, or if
 * `ALIBABA_CLOUD_ECS_METADATA_DISABLED` is on. A missing role that was named or found before is an error.
 */
export function fromEcsRamRole(options: FromEcsRamRoleOptions = {}): CredentialsSource {
  const source = 'ecs';
  const now = options.now ?? Date.now;
  let metadata: InstanceMetadata | undefined;
  let unreachable: { readonly error: CredentialsError; readonly sinceMs: number } | undefined;
  let isInstance = false;

  const fetchCredentials = async (): Promise<Credentials> => {
    const environment = options.env ?? platformEnvironment();
    if (isSwitchedOn(environment, 'ALIBABA_CLOUD_ECS_METADATA_DISABLED')) {
      const message = 'ALIBABA_CLOUD_ECS_METADATA_DISABLED is on.';
      throw new CredentialsError({ source, code: 'Disabled', absent: true, message });
    }
    if (unreachable !== undefined && Math.abs(now() - unreachable.sinceMs) < 30_000) throw unreachable.error;
    metadata ??= instanceMetadata({
      ...options,
      source,
      disableImdsV1: options.disableImdsV1 ?? isSwitchedOn(environment, 'ALIBABA_CLOUD_IMDSV1_DISABLED'),
    });
    const named = options.roleName || environment['ALIBABA_CLOUD_ECS_METADATA']?.trim() || undefined;
    try {
      const roleName = named === undefined ? await discoverRole(metadata, source) : checkRoleName(named, source);
      isInstance = true;
      return await readRole(metadata, roleName, source);
    } catch (error) {
      if (!(error instanceof CredentialsError) || error.code !== 'MetadataUnreachable') throw error;
      const { code, message } = error;
      // A role is named or was found, so there is an instance, and the response may only have been slow.
      if (isInstance) throw new CredentialsError({ source, code, message, retryable: true });
      unreachable = { error: new CredentialsError({ source, code, absent: true, message }), sinceMs: now() };
      throw unreachable.error;
    }
  };
  return cachedWithRetryAfter(namedSource(source, fetchCredentials), options);
}

const folder = '/latest/meta-data/ram/security-credentials/';

async function discoverRole(metadata: InstanceMetadata, source: string): Promise<string> {
  const { status, body } = await metadata.read(folder);
  if (status === 404) {
    const message = 'No RAM role is attached to this instance.';
    throw new CredentialsError({ source, code: 'NoRoleAttached', absent: true, message, status });
  }
  if (status !== 200) throw refused(source, status);
  return checkRoleName(body.trim(), source);
}

/** The name comes from the network and becomes part of a path. */
function checkRoleName(name: string, source: string): string {
  if (/^(?!\.+$)[\w.@-]{1,64}$/.test(name)) return name;
  throw new CredentialsError({
    source,
    code: 'InvalidAnswer',
    message: `${source}: the role name is malformed.`,
  });
}

async function readRole(metadata: InstanceMetadata, roleName: string, source: string): Promise<Credentials> {
  const { status, body } = await metadata.read(folder + roleName);
  if (status === 404) {
    const message = `The RAM role ${roleName} is not attached to this instance.`;
    throw new CredentialsError({ source, code: 'NoRoleAttached', message, status });
  }
  if (status !== 200) throw refused(source, status);
  const answer = parseSecretJson(body, source);
  const code = isRecord(answer) ? answer['Code'] : undefined;
  if (code !== undefined && String(code).toLowerCase() !== 'success') {
    throw new CredentialsError({
      source,
      code: 'InvalidAnswer',
      message: `${source}: the Code in the response is not Success.`,
    });
  }
  return readCredentials(answer, { source, spelling: 'pascal', isTemporary: true });
}

function refused(source: string, status: number): CredentialsError {
  return new CredentialsError({
    source,
    code: 'RequestRefused',
    message: `Instance metadata returned status ${status}.`,
    advice: status === 403 ? 'Metadata access may be disabled for this instance.' : undefined,
    status,
    retryable: status >= 500 || status === 429,
  });
}
