import type { Client } from '@ossferry/client';
import type { DownloadSource } from '@ossferry/downloader-node';
import { buildOperation } from '../build-operation.ts';
import { isObjectAddress, parseObjectAddress } from '../object-address.ts';
import { openClient } from '../open-client.ts';
import type { ClientFlags } from '../options/client-flags.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { ExpiryPolicy } from '../options/expiry-policy.ts';
import type { ReadFlags } from '../options/request-flags.ts';
import { refusePartialHeaders } from '../partial-headers.ts';
import type { Shell } from '../shell.ts';
import type { PlacedEntries, PlacedEntry } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';

type SigningFlags = ReadFlags & ClientFlags & CredentialsFlags & { readonly expiryPolicy?: ExpiryPolicy | undefined };

/**
 * Adds a source to each entry: objects are signed when their download starts, and again when the URL expires; URLs are
 * used as is.
 */
export async function* openItems(groups: PlacedEntries, flags: SigningFlags, shell: Shell): AsyncGenerator<ListedItem> {
  refusePartialHeaders(flags.header);
  const signerFor = createSigners(flags, shell);
  for await (const entries of groups) {
    for (const entry of entries) {
      const { source, headers, name, path, line, sizeBytes, crc64, id } = entry;
      const facts = { destination: path, name, line, sizeBytes, crc64, id };
      if (isObjectAddress(source)) yield { ...facts, source: await signerFor(entry) };
      else yield { ...facts, source, signedHeaders: { ...flags.header, ...headers } };
    }
  }
}

/** Objects of the same bucket with the same signed headers share a client. */
function createSigners(flags: SigningFlags, shell: Shell): (entry: PlacedEntry) => Promise<DownloadSource> {
  const clients = new Map<string, Promise<Client>>();
  return async ({ source, headers, versionId }) => {
    const address = parseObjectAddress(source);
    const header = { ...flags.header, ...headers };
    const names = Object.keys(header);
    const key = JSON.stringify([address.bucket, ...names]);
    const opening = clients.get(key) ?? openClient(address, flags, shell, names);
    clients.set(key, opening);
    const client = await opening;
    const request = await buildOperation(address, {
      ...flags,
      header,
      ...(versionId === undefined ? {} : { versionId }),
    });
    return () => client.presign(request, { expiryPolicy: flags.expiryPolicy });
  };
}
