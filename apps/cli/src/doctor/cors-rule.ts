import { corsRule as ruleOfDownloads } from '@ossferry/downloader-browser';

/** Headers that a page has to see for a safe download, and what is lost without each. */
export const exposedHeaders: readonly (readonly [name: string, loss: string])[] = [
  ['ETag', 'that all ranges are of one version rests on less'],
  ['Content-Range', 'where a range belongs cannot be proven'],
  ['Date', 'a wrong clock is not noticed'],
  ['x-oss-hash-crc64ecma', 'the file is checked by its length only'],
  ['x-oss-request-id', 'errors cannot be traced by OSS'],
  ['Content-Disposition', 'the name of the file is not known'],
];

/**
 * Writes the rule for `origin`, as the console and PutBucketCors take it: it shows all that the downloader of this
 * toolkit reads, and what other ones may. OSS knows no `*` in ExposeHeader.
 */
export function corsRule(origin: string): string {
  const { exposeHeaders } = ruleOfDownloads({ origin });
  const exposed = new Set(['Content-Length', ...exposeHeaders, ...exposedHeaders.map(([name]) => name)]);
  return [
    '<CORSConfiguration>',
    '  <CORSRule>',
    `    <AllowedOrigin>${escapeXml(origin)}</AllowedOrigin>`,
    '    <AllowedMethod>GET</AllowedMethod>',
    '    <AllowedMethod>HEAD</AllowedMethod>',
    '    <AllowedHeader>*</AllowedHeader>',
    ...[...exposed].map((name) => `    <ExposeHeader>${name}</ExposeHeader>`),
    '    <MaxAgeSeconds>600</MaxAgeSeconds>',
    '  </CORSRule>',
    '  <ResponseVary>true</ResponseVary>',
    '</CORSConfiguration>',
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
