import type { CredentialsProvider } from '@ossferry/contract';
import type { Shell } from './shell.ts';

/** Gives the source of credentials for all commands that sign: the environment, never the command line. */
export async function openCredentials({ env }: Shell): Promise<CredentialsProvider> {
  const { fromEnv } = await import('@ossferry/credentials');
  return fromEnv({ env });
}
