import { addAbortSignal, type Readable } from 'node:stream';
import { redactUrl } from '@ossferry/contract';
import type { DownloadSource } from '@ossferry/downloader-node';
import { buildOperation } from './build-operation.ts';
import { parseSignedUrl } from './diagnosis/read-signed-url.ts';
import { fileNameOfKey, fileNameOfUrl } from './file-name.ts';
import { isObjectAddress, parseObjectAddress } from './object-address.ts';
import { openClient } from './open-client.ts';
import { type ClientFlags, clientFlagNames } from './options/client-flags.ts';
import { type CredentialsFlags, credentialsFlagNames } from './options/credentials-flags.ts';
import type { ExpiryPolicy } from './options/expiry-policy.ts';
import type { NetworkFlags } from './options/network-flags.ts';
import { asksForRenewal, type RenewalFlags, renewingSource } from './options/renewal-flags.ts';
import { type ReadFlags, readFlagNames } from './options/request-flags.ts';
import { refusePartialHeaders } from './partial-headers.ts';
import { readWhole } from './read-whole.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';

/** What is to be downloaded. */
export interface OpenSource {
  readonly source: DownloadSource;
  /**
   * Gives the name for the file when nobody gives one, fit for a file; `answered` is the one that the answer gave. Throws
   * when the object has none to offer.
   */
  readonly fileName: (answered?: string) => string;
  /** Whether the answer may have a say in the name. */
  readonly namedByAnswer: boolean;
}

export type SourceFlags = ReadFlags &
  ClientFlags &
  CredentialsFlags &
  NetworkFlags &
  RenewalFlags & { readonly expiryPolicy?: ExpiryPolicy | undefined };

/**
 * Reads what to download: `oss://bucket/key`, which renews itself; a presigned URL, which renews itself where the flags
 * say how; or `-` for a URL on stdin; what `ossferry sign --json` prints will do in its place, with its headers. `signal` ends what is still being renewed.
 */
export async function openSource(
  text: string,
  flags: SourceFlags,
  shell: Shell,
  signal: AbortSignal,
): Promise<OpenSource> {
  if (isObjectAddress(text)) {
    refuseRenewalFlags(flags);
    refusePartialHeaders(flags.header);
    const address = parseObjectAddress(text);
    const request = { ...(await buildOperation(address, flags)), signal };
    const client = await openClient(address, flags, shell, Object.keys(flags.header ?? {}));
    const { safeFileName } = await import('@ossferry/downloader-node');
    return {
      source: () => client.presign(request, { expiryPolicy: flags.expiryPolicy }),
      fileName: () => safeFileName(fileNameOfKey(address.key)),
      namedByAnswer: false,
    };
  }
  refuseSigningFlags(flags);
  const given = text === '-' ? await readAll(shell.stdin, signal) : text;
  const { url, signed } = parseSignedUrl(given) ?? { url: checkUrl(given), signed: {} };
  refuseOtherMethod(signed.method);
  const signedHeaders = { ...signed.signedHeaders, ...flags.header };
  refusePartialHeaders(signedHeaders);
  const { dispositionFileName, safeFileName } = await import('@ossferry/downloader-node');
  const asked = dispositionFileName(parameterOf(url, 'response-content-disposition') ?? '');
  return {
    source: await renewingSource({ url, signedHeaders }, flags, shell, signal),
    fileName: (answered) => safeFileName(asked ?? answered ?? fileNameOfUrl(url)),
    namedByAnswer: asked === undefined,
  };
}

function parameterOf(url: string, name: string): string | null {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return new URLSearchParams(query).get(name);
}

function refuseRenewalFlags(flags: SourceFlags): void {
  if (!asksForRenewal(flags)) return;
  throw usageError(
    'OptionConflict',
    'An object renews its own URL: --renew-command and --renew-url are for URLs.',
    'Leave them out, or give a URL.',
  );
}

function refuseSigningFlags(flags: SourceFlags): void {
  for (const name of [...clientFlagNames, ...credentialsFlagNames, ...readFlagNames, 'expiryPolicy'] as const) {
    if (name === 'header' || flags[name] === undefined) continue;
    const option = `--${name.replace(/[A-Z]/g, (character) => `-${character.toLowerCase()}`)}`;
    throw usageError(
      'OptionConflict',
      `A URL is signed already: ${option} cannot go with it, only --header for the headers that were signed.`,
      'Leave it out, or give oss://bucket/key.',
    );
  }
}

/** Some URLs only store, or only look. */
function refuseOtherMethod(method = 'GET'): void {
  if (method === 'GET') return;
  throw usageError(
    'InvalidUrl',
    `The URL is signed for ${JSON.stringify(method)}, and reads nothing.`,
    'Sign one for GET.',
  );
}

function checkUrl(text: string): string {
  if (/^https?:\/\/(?:.*\S)?$/is.test(text)) return text;
  if (/^[\s<("'`]*https?:\/\//i.test(text)) {
    const what = /^\S.*\s$|^\s/s.test(text) ? 'a blank' : 'a bracket or a quote';
    throw usageError(
      'InvalidUrl',
      `There is ${what} beside the URL.`,
      'Give the URL alone; ossferry inspect mends it.',
    );
  }
  const shown = text === '' ? 'The empty text' : JSON.stringify(redactUrl(text).slice(0, 80));
  throw usageError(
    'InvalidUrl',
    `${shown} is neither oss://bucket/key nor an http or https URL.`,
    'Give the whole URL, in quotes; in a shell, & ends a command.',
  );
}

async function readAll(stream: NodeJS.ReadableStream, signal: AbortSignal): Promise<string> {
  const options = { maxBytes: 1024 * 1024, onTooMuch: tooMuch, isEnough: isLine };
  try {
    return (await readWhole(addAbortSignal(signal, stream as Readable), options)).trim();
  } catch (error) {
    signal.throwIfAborted(); // Its reason says more than the stream's "aborted".
    throw error;
  }
}

/** A URL is whole at its line break, though stdin may be held open; what `sign --json` prints has many. */
function isLine(text: string): boolean {
  return /^\s*[^\s{].*\n/.test(text);
}

function tooMuch(): Error {
  return usageError('InvalidUrl', 'What comes on stdin is too long for a URL.', 'Write the URL alone to stdin.');
}
