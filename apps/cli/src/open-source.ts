import { addAbortSignal, type Readable } from 'node:stream';
import { redactUrl } from '@ossferry/contract';
import type { DownloadSource } from '@ossferry/downloader-node';
import { buildOperation } from './build-operation.ts';
import { parseSignedUrl } from './diagnosis/read-signed-url.ts';
import { fileNameOfKey, fileNameOfUrl } from './file-name.ts';
import { maxUrlLength } from './max-url-length.ts';
import { isObjectAddress, parseObjectAddress } from './object-address.ts';
import { openClient } from './open-client.ts';
import { type ClientFlags, clientFlagNames } from './options/client-flags.ts';
import { type CredentialsFlags, credentialsFlagNames } from './options/credentials-flags.ts';
import type { ExpiryPolicy } from './options/expiry-policy.ts';
import type { NetworkFlags } from './options/network-flags.ts';
import { optionName } from './options/option-name.ts';
import { asksForRenewal, type RenewalFlags, renewingSource } from './options/renewal-flags.ts';
import { type ReadFlags, readFlagNames } from './options/request-flags.ts';
import { refusePartialHeaders } from './partial-headers.ts';
import { readWhole } from './read-whole.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';

/** The object to download. */
export interface OpenSource {
  readonly source: DownloadSource;
  /** The presigned URL as it was passed; absent for `oss://bucket/key`. */
  readonly url?: string | undefined;
  /**
   * Returns the default file name, sanitized; `received` is the name from the response, if any. Throws `NoFileName` if
   * there is none.
   */
  readonly fileName: (received?: string) => string;
  /** Whether the response may name the file. */
  readonly namedByResponse: boolean;
}

export type SourceFlags = ReadFlags &
  ClientFlags &
  CredentialsFlags &
  NetworkFlags &
  RenewalFlags & { readonly expiryPolicy?: ExpiryPolicy | undefined };

/**
 * Opens the object to download: `oss://bucket/key`, which renews its URL itself; a presigned URL, renewed as the flags
 * say; or `-` for stdin. A URL may also be the output of `ossferry sign --json`, whose headers are then sent. `signal`
 * aborts a running renewal.
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
      namedByResponse: false,
    };
  }
  refuseSigningFlags(flags);
  const given = text === '-' ? await readAll(shell.stdin, signal) : text;
  const { url, signed } = parseSignedUrl(given) ?? { url: checkUrl(given), signed: {} };
  if (url.length > maxUrlLength) throw urlTooLong();
  refuseOtherMethod(signed.method);
  const signedHeaders = { ...signed.signedHeaders, ...flags.header };
  refusePartialHeaders(signedHeaders);
  const { dispositionFileName, safeFileName } = await import('@ossferry/downloader-node');
  const requested = dispositionFileName(parameterOf(url, 'response-content-disposition') ?? '');
  return {
    url,
    source: await renewingSource({ url, signedHeaders }, flags, shell, signal),
    fileName: (received) => safeFileName(requested ?? received ?? fileNameOfUrl(url)),
    namedByResponse: requested === undefined,
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
    'An oss:// object renews its URL itself: --renew-command and --renew-url are for URLs.',
    'Remove them, or pass a URL.',
  );
}

function refuseSigningFlags(flags: SourceFlags): void {
  for (const name of [...clientFlagNames, ...credentialsFlagNames, ...readFlagNames, 'expiryPolicy'] as const) {
    if (name === 'header' || flags[name] === undefined) continue;
    throw usageError(
      'OptionConflict',
      `${optionName(name)} does not apply to a URL, which is already signed; only --header does, for signed headers.`,
      'Remove it, or pass oss://bucket/key.',
    );
  }
}

function refuseOtherMethod(method = 'GET'): void {
  if (method === 'GET') return;
  throw usageError(
    'InvalidUrl',
    `The URL is signed for ${JSON.stringify(method)}, not for GET.`,
    'Sign a URL for GET.',
  );
}

function checkUrl(text: string): string {
  if (/^https?:\/\/\S*$/i.test(text)) return text;
  if (/^[\s<("'`]*https?:\/\//i.test(text)) {
    const what = /^\s|^\S+\s+$/.test(text)
      ? 'whitespace around'
      : /^h/i.test(text)
        ? 'a space or a line break in'
        : 'a bracket or a quote around';
    throw usageError(
      'InvalidUrl',
      `There is ${what} the URL.`,
      'Pass only the URL; ossferry inspect --show-secrets prints it repaired.',
    );
  }
  const shown = text === '' ? 'An empty string' : JSON.stringify(redactUrl(text).slice(0, 80));
  throw usageError(
    'InvalidUrl',
    `${shown} is neither oss://bucket/key nor an http or https URL.`,
    'Pass the complete URL, in quotes: in a shell, & ends a command.',
  );
}

async function readAll(stream: NodeJS.ReadableStream, signal: AbortSignal): Promise<string> {
  const options = { maxBytes: 1024 * 1024, onTooMuch: urlTooLong, isEnough: isLine };
  try {
    return (await readWhole(addAbortSignal(signal, stream as Readable), options)).trim();
  } catch (error) {
    signal.throwIfAborted(); // The reason is more specific than the stream's AbortError.
    throw error;
  }
}

/** A URL ends at its line break, even if stdin stays open; the output of `sign --json` has several lines. */
function isLine(text: string): boolean {
  return /^\s*[^\s{].*\n/.test(text);
}

function urlTooLong(): Error {
  return usageError(
    'UrlTooLong',
    `The URL has more than ${maxUrlLength} characters.`,
    'Pass only the URL, without the surrounding text.',
  );
}
