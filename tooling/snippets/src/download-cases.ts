import { gzipSync } from 'node:zlib';
import { contentDisposition, type GetObjectInput } from '@ossferry/client';
import type { Fault } from '@ossferry/local-oss';
import { type SnippetLanguage, snippetLanguages } from '@ossferry/snippets';

/** One download that a program tries. */
export interface DownloadCase {
  readonly name: string;
  /** Also the last part of its key, `.bin` added, when it has no key of its own. */
  readonly key?: string | undefined;
  readonly body: Uint8Array;
  readonly stored?: Readonly<Record<string, string>> | undefined;
  readonly request?: Partial<GetObjectInput> | undefined;
  /** The option `fileName`. */
  readonly fileName?: string | undefined;
  /** What goes wrong on the server. */
  readonly fault?: Fault | readonly Fault[] | undefined;
  /** Signs a URL that has ended already. */
  readonly expired?: boolean | undefined;
  /** Hides the signed headers from the program. */
  readonly withoutHeaders?: boolean | undefined;
  /** Lets the program wait for bytes for a second at most, instead of 30. */
  readonly impatient?: boolean | undefined;
  /** Only these languages can tell. */
  readonly languages?: readonly SnippetLanguage[] | undefined;
}

/** A download that has to arrive whole. */
export interface WholeCase extends DownloadCase {
  /** Under which name. */
  readonly saved: string;
  /** The bytes that arrive, where they are not those that are stored. */
  readonly unpacked?: Uint8Array | undefined;
}

/** A download that has to fail and to leave nothing. */
export interface FailingCase extends DownloadCase {
  readonly says: RegExp;
}

const megabytes = exampleBytes(3_000_000);
const small = new TextEncoder().encode('Grüße, 世界\n');
const text = new TextEncoder().encode('Grüße, 世界\n'.repeat(1000));
const signedHeaders = { rangeBehavior: 'standard', requestPayer: 'requester' } as const;
const withoutOss: Fault = { type: 'change-headers', headers: { 'x-oss-request-id': null, server: null } };
const hostile = `'a' "b" $(touch owned) \`touch owned\` ${'$'}{HOME} s {x} & ; 合同 😀`;

export const wholeCases: readonly WholeCase[] = [
  {
    name: 'several megabytes under a hostile key',
    key: `Verträge 2026/${hostile}.bin`,
    body: megabytes,
    saved: `${hostile}.bin`.replaceAll('"', '_'),
  },
  {
    name: 'a key with all that has a meaning in a URL',
    key: 'a//b:@!$&()*+,;=~/%41%%s ?x=1&y#z[1] 100%',
    body: small,
    // NSURLConnection of GNUstep, on which the stand-in rests, writes the path anew, and gets this one wrong.
    languages: snippetLanguages.map(({ language }) => language).filter((language) => language !== 'objective-c'),
    saved: '%41%%s _x=1&y#z[1] 100%',
  },
  { name: 'an empty object', body: new Uint8Array(), saved: 'an empty object.bin' },
  { name: 'signed headers', body: small, request: signedHeaders, saved: 'signed headers.bin' },
  {
    name: 'a forced download',
    body: small,
    request: { responseContentDisposition: contentDisposition(`报告 $HOME's.pdf`) },
    saved: `报告 $HOME's.pdf`,
  },
  {
    name: 'a hostile header and file name',
    body: small,
    request: { headers: { 'x-note': `'a' "b" $(touch owned) \`touch owned\` ${'$'}{HOME} %s \\n \\u0041 #{x} @file` } },
    fileName: `-o %s %d%n #1 ${hostile}'.txt`.replaceAll('"', "''"),
    saved: `-o %s %d%n #1 ${hostile}'.txt`.replaceAll('"', "''"),
  },
  {
    name: 'an object that is stored compressed',
    body: gzipSync(text),
    stored: { 'content-encoding': 'gzip' },
    saved: 'an object that is stored compressed.bin',
    unpacked: text,
  },
  {
    name: 'an object that is an HTML page',
    body: small,
    stored: { 'content-type': 'text/html; charset=utf-8' },
    saved: 'an object that is an HTML page.bin',
  },
  {
    name: 'an object through a cache that hides the request ID',
    body: small,
    fault: withoutOss,
    saved: 'an object through a cache that hides the request ID.bin',
  },
];

export const failingCases: readonly FailingCase[] = [
  { name: 'a URL that has ended', body: small, expired: true, says: /OSS answered 403/ },
  {
    name: 'a signed header that is not sent',
    body: small,
    request: signedHeaders,
    withoutHeaders: true,
    says: /OSS answered 403/,
  },
  { name: 'a redirect', body: small, fault: { type: 'redirect', location: '/elsewhere' }, says: /./ },
  {
    name: 'a connection that is cut',
    body: megabytes,
    fault: { type: 'disconnect', afterBodyBytes: 1_000_000 },
    says: /./,
  },
  {
    name: 'a connection that is reset',
    body: megabytes,
    fault: { type: 'disconnect', afterBodyBytes: 1_000_000, mode: 'reset' },
    says: /./,
  },
  {
    name: 'a connection that falls silent',
    body: megabytes,
    fault: { type: 'stall', afterBodyBytes: 1_000_000 },
    impatient: true,
    languages: ['curl', 'nodejs', 'python', 'go', 'android'],
    says: /./,
  },
  {
    name: 'a bit that is wrong',
    body: small,
    fault: { type: 'flip-bit', objectOffset: 3 },
    languages: ['go'],
    says: /CRC-64/,
  },
  {
    name: 'the login page of a network',
    body: small,
    fault: [
      { type: 'respond', status: 200, body: '<html>Log in</html>', headers: { 'content-type': 'Text/HTML' } },
      withoutOss,
      // The page of another site is not meant for the scripts of this one.
      { type: 'change-headers', headers: { 'access-control-allow-origin': null } },
    ],
    says: /HTML page that is not from OSS|[Ff]etch/,
  },
];

/** Bytes that do not repeat at any power of two. */
function exampleBytes(sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let state = 1;
  for (let index = 0; index < sizeBytes; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
