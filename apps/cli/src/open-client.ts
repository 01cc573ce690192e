import type { Client, Plugin } from '@ossferry/client';
import type { Transport } from '@ossferry/contract';
import { openCredentials } from './credentials.ts';
import type { ObjectAddress } from './object-address.ts';
import { type ClientFlags, readClientFlags } from './options/client-flags.ts';
import type { CredentialsFlags } from './options/credentials-flags.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';
import type { OutputFlags } from './write-warning.ts';

/** Creates the client for an object. `additionalHeaders` are signed too; without a transport, the client only signs. */
export async function openClient(
  address: ObjectAddress,
  flags: ClientFlags & CredentialsFlags & OutputFlags,
  shell: Shell,
  additionalHeaders: readonly string[] = [],
  transport?: Transport | undefined,
): Promise<Client> {
  const { createClient } = await import('@ossferry/client');
  const options = readClientFlags(flags, shell);
  return createClient({
    ...options,
    credentials: await openCredentials(flags, shell),
    additionalHeaders,
    transport,
    plugins: flags.cname === undefined ? [] : [await customDomain(flags.cname, address.bucket, options.region)],
  });
}

async function customDomain(domain: string, bucket: string, region: string | undefined): Promise<Plugin> {
  if (!region) {
    throw usageError(
      'MissingRegion',
      'The region of the bucket cannot be derived from a custom domain.',
      'Pass --region or set OSS_REGION.',
    );
  }
  const { cnameEndpoint } = await import('@ossferry/cname-endpoint');
  return cnameEndpoint({ domain, bucket, region });
}
