import type { Client, Plugin } from '@ossferry/client';
import type { Transport } from '@ossferry/contract';
import { openCredentials } from './credentials.ts';
import type { ObjectAddress } from './object-address.ts';
import { type ClientFlags, readClientFlags } from './options/client-flags.ts';
import type { CredentialsFlags } from './options/credentials-flags.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';
import type { OutputFlags } from './write-warning.ts';

/** Makes the client for an object. `boundHeaders` are signed, whatever their names; without a transport it only signs. */
export async function openClient(
  address: ObjectAddress,
  flags: ClientFlags & CredentialsFlags & OutputFlags,
  shell: Shell,
  boundHeaders: readonly string[] = [],
  transport?: Transport | undefined,
): Promise<Client> {
  const { createClient } = await import('@ossferry/client');
  const options = readClientFlags(flags, shell);
  return createClient({
    ...options,
    credentials: await openCredentials(flags, shell),
    additionalHeaders: boundHeaders,
    transport,
    plugins: flags.cname === undefined ? [] : [await customDomain(flags.cname, address.bucket, options.region)],
  });
}

async function customDomain(domain: string, bucket: string, region: string | undefined): Promise<Plugin> {
  if (!region) {
    throw usageError(
      'MissingRegion',
      'A custom domain does not tell the region of its bucket.',
      'Give --region, or set OSS_REGION.',
    );
  }
  const { cnameEndpoint } = await import('@ossferry/cname-endpoint');
  return cnameEndpoint({ domain, bucket, region });
}
