import type { ChainLink, CredentialChain, CredentialsSource } from '@ossferry/credentials';
import type { CredentialsFlags } from './options/credentials-flags.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';
import { type OutputFlags, writeWarning } from './write-warning.ts';

/**
 * Opens the credentials source: the one that the options name, or the default chain, wrapped by the role to assume, if
 * any. Nothing is read or requested before the first signature.
 */
export async function openCredentials(flags: CredentialsFlags & OutputFlags, shell: Shell): Promise<CredentialsSource> {
  const caller = namesSource(flags)
    ? await openNamed(flags, shell)
    : hasKeys(shell)
      ? await openEnvironment(shell)
      : await openDefaultChain(shell, flags);
  return openRole(caller, flags, shell);
}

/** Queries all links of the chain and reports their results; the role to assume, if any, is the last one. */
export async function explainCredentials(
  flags: CredentialsFlags & OutputFlags,
  shell: Shell,
): Promise<readonly ChainLink[]> {
  const { createCredentialChain } = await import('@ossferry/credentials');
  const chain = namesSource(flags)
    ? createCredentialChain(await openNamed(flags, shell))
    : await openDefaultChain(shell, flags);
  const role = await openRole(chain, flags, shell);
  const links = await chain.explain();
  if (role === chain) return links;
  if (!links.some(({ outcome }) => outcome === 'used')) {
    return [...links, { source: role.source, outcome: 'untried' }];
  }
  return [...links, ...(await createCredentialChain(role).explain())];
}

function namesSource({ profile, credentialsProcess }: CredentialsFlags): boolean {
  return profile !== undefined || credentialsProcess !== undefined;
}

async function openNamed(flags: CredentialsFlags & OutputFlags, shell: Shell): Promise<CredentialsSource> {
  const { profile, credentialsProcess: command } = flags;
  const { fromCliProfile, fromProcess } = await import('@ossferry/credentials/node');
  return command === undefined
    ? fromCliProfile({ ...optionsOf(shell, flags), profile })
    : fromProcess({ ...optionsOf(shell, flags), command });
}

async function openDefaultChain(shell: Shell, flags: OutputFlags): Promise<CredentialChain> {
  const { fromDefaultChain } = await import('@ossferry/credentials/node');
  return fromDefaultChain(optionsOf(shell, flags));
}

/** The first two links of the default chain, without loading the others. */
async function openEnvironment({ env }: Shell): Promise<CredentialsSource> {
  const { fromEnv } = await import('@ossferry/credentials');
  return fromEnv({ env });
}

/** Whether environment keys are used. With ALIBABA_CLOUD_PROFILE, the chain must warn that they override it. */
function hasKeys({ env }: Shell): boolean {
  return !env['ALIBABA_CLOUD_PROFILE'] && keyVariables.some((name) => Boolean(env[name]));
}

const keyVariables = [
  'OSS_ACCESS_KEY_ID',
  'OSS_ACCESS_KEY_SECRET',
  'OSS_SESSION_TOKEN',
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
];

async function openRole(
  source: CredentialsSource,
  { roleArn, roleSessionName, externalId }: CredentialsFlags,
  { env }: Shell,
): Promise<CredentialsSource> {
  if (roleArn !== undefined) {
    const { fromAssumeRole } = await import('@ossferry/credentials/sts');
    return fromAssumeRole({ source, roleArn, sessionName: roleSessionName, externalId, env });
  }
  if (roleSessionName === undefined && externalId === undefined) return source;
  const option = roleSessionName === undefined ? '--external-id' : '--role-session-name';
  throw usageError('MissingRole', `${option} needs --role-arn.`, 'Add --role-arn.');
}

interface SourceOptions {
  readonly env: Shell['env'];
  readonly onWarning: (message: string) => void;
}

function optionsOf(shell: Shell, flags: OutputFlags): SourceOptions {
  return { env: shell.env, onWarning: (message) => writeWarning(message, shell, flags) };
}
