import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { contentDisposition, type GetObjectInput } from '@ossferry/client';
import { type Fault, generatedBytes } from '@ossferry/local-oss';
import { type SnippetLanguage, snippetLanguages } from '@ossferry/snippets';

/** The download of one program. */
export interface DownloadCase {
  readonly name: string;
  /** If there is no `key`, it ends with this name and `.bin`. */
  readonly key?: string | undefined;
  readonly body: Uint8Array;
  /** Headers of the stored object. */
  readonly stored?: Readonly<Record<string, string>> | undefined;
  readonly request?: Partial<GetObjectInput> | undefined;
  /** The option `fileName`. */
  readonly fileName?: string | undefined;
  /** Exists in the folder under the name of the file, which must be given, except in browsers. */
  readonly existing?: 'file' | 'directory' | undefined;
  /** The faults of the server. */
  readonly fault?: Fault | readonly Fault[] | undefined;
  /** The URL has expired. */
  readonly expired?: boolean | undefined;
  /** The program does not get the signed headers. */
  readonly withoutHeaders?: boolean | undefined;
  /** The idle timeout is 1 second instead of 30. */
  readonly hasShortTimeout?: boolean | undefined;
  /** The languages that support this case. By default, all. */
  readonly languages?: readonly SnippetLanguage[] | undefined;
}

/** A download that must succeed. */
export interface SuccessfulCase extends DownloadCase {
  /** The name of the file. */
  readonly savedAs: string;
  /** The decompressed body, if the stored body is compressed. */
  readonly decompressed?: Uint8Array | undefined;
}

/** A download that must fail without leaving a file. */
export interface FailingCase extends DownloadCase {
  /** Matches the output. */
  readonly message: RegExp;
}

const megabytes = await buffer(generatedBytes(1, { start: 0, end: 3_000_000 }));
const small = new TextEncoder().encode('Grüße, 世界\n');
const text = new TextEncoder().encode('Grüße, 世界\n'.repeat(1000));
const signedHeaders = { rangeBehavior: 'standard', requestPayer: 'requester' } as const;
const hideOss: Fault = { type: 'change-headers', headers: { 'x-oss-request-id': null, server: null } };
const hostile = `'a' "b" $(touch owned) \`touch owned\` ${'$'}{HOME} s {x} & ; 合同 😀`;

export const successfulCases: readonly SuccessfulCase[] = [
  {
    name: 'several megabytes under a hostile key',
    key: `Verträge 2026/${hostile}.bin`,
    body: megabytes,
    savedAs: `${hostile}.bin`.replaceAll('"', '_'),
  },
  {
    name: 'a key with the reserved characters of URLs',
    key: 'a//b:@!$&()*+,;=~/%41%%s ?x=1&y#z[1] 100%',
    body: small,
    // GNUstep's NSURLConnection, which the stub uses, re-encodes this path incorrectly.
    languages: snippetLanguages.map(({ language }) => language).filter((language) => language !== 'objective-c'),
    savedAs: '%41%%s _x=1&y#z[1] 100%',
  },
  { name: 'an empty object', body: new Uint8Array(), savedAs: 'an empty object.bin' },
  { name: 'signed headers', body: small, request: signedHeaders, savedAs: 'signed headers.bin' },
  {
    name: 'a forced download',
    body: small,
    request: { responseContentDisposition: contentDisposition(`报告 $HOME's.pdf`) },
    savedAs: `报告 $HOME's.pdf`,
  },
  {
    name: 'a hostile header and file name',
    body: small,
    request: { headers: { 'x-note': `'a' "b" $(touch owned) \`touch owned\` ${'$'}{HOME} %s \\n \\u0041 #{x} @file` } },
    fileName: `-o %s %d%n #1 ${hostile}'.txt`.replaceAll('"', "''"),
    savedAs: `-o %s %d%n #1 ${hostile}'.txt`.replaceAll('"', "''"),
  },
  {
    name: 'a compressed object',
    body: gzipSync(text),
    stored: { 'content-encoding': 'gzip' },
    savedAs: 'a compressed object.bin',
    decompressed: text,
  },
  {
    name: 'an HTML object that replaces a file',
    body: small,
    stored: { 'content-type': 'text/html; charset=utf-8' },
    fileName: 'page.html',
    existing: 'file',
    savedAs: 'page.html',
  },
  {
    name: 'an object behind a cache that removes the request ID',
    body: small,
    fault: hideOss,
    savedAs: 'an object behind a cache that removes the request ID.bin',
  },
];

export const failingCases: readonly FailingCase[] = [
  { name: 'an expired URL', body: small, expired: true, message: /OSS returned status 403/ },
  {
    name: 'a missing signed header',
    body: small,
    request: signedHeaders,
    withoutHeaders: true,
    message: /OSS returned status 403/,
  },
  {
    name: 'a directory of that name',
    body: small,
    fileName: 'directory',
    existing: 'directory',
    languages: ['curl', 'java'],
    message: /directory/,
  },
  { name: 'a redirect', body: small, fault: { type: 'redirect', location: '/elsewhere' }, message: /./ },
  {
    name: 'a closed connection',
    body: megabytes,
    fault: { type: 'disconnect', afterBodyBytes: 1_000_000 },
    message: /./,
  },
  {
    name: 'a reset connection',
    body: megabytes,
    fault: { type: 'disconnect', afterBodyBytes: 1_000_000, mode: 'reset' },
    message: /./,
  },
  {
    name: 'a stalled connection',
    body: megabytes,
    fault: { type: 'stall', afterBodyBytes: 1_000_000 },
    hasShortTimeout: true,
    languages: ['curl', 'java', 'nodejs', 'python', 'go', 'android'],
    message: /./,
  },
  {
    name: 'a flipped bit',
    body: small,
    fault: { type: 'flip-bit', objectOffset: 3 },
    languages: ['go'],
    message: /CRC-64/,
  },
  {
    name: 'the login page of a network',
    body: small,
    fault: [
      { type: 'respond', status: 200, body: '<html>Log in</html>', headers: { 'content-type': 'Text/HTML' } },
      hideOss,
      // The page has another origin and does not allow CORS.
      { type: 'change-headers', headers: { 'access-control-allow-origin': null } },
    ],
    message: /HTML page that is not from OSS|[Ff]etch/,
  },
];
