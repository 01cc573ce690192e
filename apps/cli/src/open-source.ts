import { redactUrl } from '@ossferry/contract';
import type { DownloadSource } from '@ossferry/downloader-node';
import { buildOperation } from './build-operation.ts';
import { fileNameOfKey, fileNameOfUrl } from './file-name.ts';
import { isObjectAddress, parseObjectAddress } from './object-address.ts';
import { openClient } from './open-client.ts';
import { type ClientFlags, clientFlagNames } from './options/client-flags.ts';
import { type CredentialsFlags, credentialsFlagNames } from './options/credentials-flags.ts';
import { type ReadFlags, readFlagNames } from './options/request-flags.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';

/** What is to be downloaded. */
export interface OpenSource {
  readonly source: DownloadSource;
  /** The name for the file when nobody gives one. Throws when the object has none to offer. */
  readonly fileName: () => string;
}

type SourceFlags = ReadFlags & ClientFlags & CredentialsFlags;

/** Reads what to download: `oss://bucket/key`, which renews itself; a presigned URL; or `-` for a URL on stdin. */
export async function openSource(text: string, flags: SourceFlags, shell: Shell): Promise<OpenSource> {
  if (isObjectAddress(text)) {
    const address = parseObjectAddress(text);
    const request = await buildOperation(address, flags);
    const client = await openClient(address, flags, shell, Object.keys(flags.header ?? {}));
    return { source: () => client.presign(request), fileName: () => fileNameOfKey(address.key) };
  }
  refuseSigningFlags(flags);
  const url = checkUrl(text === '-' ? await readAll(shell.stdin) : text);
  return { source: { url, signedHeaders: flags.header }, fileName: () => fileNameOfUrl(url) };
}

function refuseSigningFlags(flags: SourceFlags): void {
  for (const name of [...clientFlagNames, ...credentialsFlagNames, ...readFlagNames]) {
    if (name === 'header' || flags[name] === undefined) continue;
    throw usageError(
      'OptionConflict',
      'A URL is signed already: only --header can go with it, for the headers that were signed.',
      'Leave the other options out, or give oss://bucket/key.',
    );
  }
}

function checkUrl(text: string): string {
  if (/^https?:\/\//i.test(text)) return text;
  const shown = text === '' ? 'The empty text' : JSON.stringify(redactUrl(text).slice(0, 80));
  throw usageError(
    'InvalidUrl',
    `${shown} is neither oss://bucket/key nor an http or https URL.`,
    'Give the whole URL, in quotes; in a shell, & ends a command.',
  );
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text.trim();
}
