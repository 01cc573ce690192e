import { corsRule as ruleOfDownloads } from '@ossferry/downloader-browser';

/** Headers that a page needs for a safe download, and the consequence if one is not exposed. */
export const exposedHeaders: readonly (readonly [name: string, loss: string])[] = [
  ['ETag', 'changes of the object are harder to detect'],
  ['Content-Range', 'the position of a range cannot be verified'],
  ['Date', 'a wrong clock is not detected'],
  ['x-oss-hash-crc64ecma', 'only the file size is verified'],
  ['x-oss-request-id', 'OSS support cannot trace errors'],
  ['Content-Disposition', 'the file name is unknown'],
];

/**
 * Returns the CORS rule for `origin`, in the format of the console and PutBucketCors. It exposes all headers that our
 * downloader and others read; OSS does not support `*` in ExposeHeader.
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
