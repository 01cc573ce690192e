import { contentDisposition, createClient, getObject, putObject } from '@ossferry/client';
import { describe, expect, it } from 'vitest';
import { type SnippetLanguage, snippet, snippetLanguages } from './index.ts';

const languages = snippetLanguages.map(({ language }) => language);
const client = createClient({
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'LTAI5tExample', accessKeySecret: 'canary-secret' },
});
const url = 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a/report%201.pdf?x-oss-signature=canary';
const failure = (use: () => unknown) => {
  try {
    return { code: 'none', message: String(use()) };
  } catch (error) {
    return error as { code: string; message: string };
  }
};

describe('snippet', () => {
  it.each(languages)('default: %s contains the URL, the signed headers and the file name', async (language) => {
    const request = getObject({ bucket: 'examplebucket', key: 'a/report 1.pdf', requestPayer: 'requester' });
    const signed = await client.presign(request);
    const program = snippet(signed, language);
    expect(program).toContain(signed.url);
    expect(program).toMatch(/x-oss-request-payer.{1,25}requester|requester.{1,25}x-oss-request-payer/);
    expect(program).toContain('report 1.pdf');
    expect(program).toContain('Part of the signature');
  });

  it('behavior: the program for pages names the signed headers that the CORS rule must allow', () => {
    expect(snippet({ url, signedHeaders: { 'x-a': '1' } }, 'browser')).toContain('origin, GET, the header x-a.');
  });

  it('behavior: the program for Node.js imports the module of the scheme', () => {
    expect(snippet({ url: url.replace('https', 'HTTPS') }, 'nodejs')).toContain("from 'node:https'");
    expect(snippet({ url: url.replace('https', 'http') }, 'nodejs')).toContain("from 'node:http'");
  });

  it.each(languages)('behavior: %s has no comment about signed headers without any', (language) => {
    expect(snippet({ url }, language)).not.toMatch(/signature(?!=)/);
  });

  it.each(languages)('behavior: %s has no trailing whitespace', (language) => {
    expect(snippet({ url, signedHeaders: { 'x-a': '1' } }, language)).not.toMatch(/[ \t]\n/);
  });

  it('option: fileName', () => {
    expect(snippet({ url }, 'python', { fileName: 'say "hi".pdf' })).toContain('FILE_NAME = "say \\"hi\\".pdf"');
  });

  it('behavior: the name of a forced download takes precedence over the key', async () => {
    const responseContentDisposition = contentDisposition('Bericht größer.pdf');
    const signed = await client.presign(getObject({ bucket: 'examplebucket', key: 'k', responseContentDisposition }));
    expect(snippet(signed, 'go')).toContain('const fileName = "Bericht größer.pdf"');
  });

  it('behavior: headers that all clients send automatically are omitted', () => {
    const signedHeaders = { Host: 'examplebucket.oss-cn-hangzhou.aliyuncs.com', 'Accept-Encoding': 'identity' };
    expect(snippet({ url, signedHeaders }, 'go')).toBe(snippet({ url }, 'go'));
  });

  it('error: another method', async () => {
    const signed = await client.presign(putObject({ bucket: 'examplebucket', key: 'k' }));
    expect(failure(() => snippet(signed, 'go'))).toMatchObject({ code: 'MethodNotGet', phase: 'config' });
  });

  it('error: an unknown language', () => {
    for (const language of ['cobol', 'toString']) {
      expect(failure(() => snippet({ url }, language as SnippetLanguage)).code).toBe('UnknownLanguage');
    }
  });

  it.each([
    '',
    'oss://b/k',
    'https://h',
    'https://h/k',
    'https://user@h/k?a=canary',
    'https://h/a b?a=canary',
    'https://h/a"b?a=canary',
    'https://h/k?a=canary\n',
    'https://h/k?a=%4&b=canary',
    'https://h/k?a=canary#f',
    'https://h/文?a=canary',
  ])('error: %j is not a presigned URL', (broken) => {
    const { code, message } = failure(() => snippet({ url: broken }, 'curl'));
    expect(code).toBe('InvalidUrl');
    expect(message).not.toContain('canary');
  });

  it.each(['a/../b', 'a/./b', '..', 'a/%2E%2e'])('error: the key %s in languages that would change it', (key) => {
    const dotted = { url: `https://h/${key}?a=b` };
    const refused = languages.filter((language) => failure(() => snippet(dotted, language)).code === 'KeyNotFetchable');
    expect(refused).toEqual(['nodejs', 'python', 'browser', 'android', 'objective-c']);
  });

  it('error: a key that begins with a slash, in Python', () => {
    const slashed = { url: 'https://h//k?a=b' };
    const refused = languages.filter(
      (language) => failure(() => snippet(slashed, language)).code === 'KeyNotFetchable',
    );
    expect(refused).toEqual(['python']);
  });

  it.each([
    ['InvalidHeader', { 'x-a': 'b\r\nx-c: canary' }],
    ['InvalidHeader', { 'x-a': 'größer' }],
    ['InvalidHeader', { 'x-a': '' }],
    ['InvalidHeader', { 'x-a': ' b' }],
    ['InvalidHeader', { 'x a': 'b' }],
    ['InvalidHeader', { host: 'other.example.com' }],
    ['InvalidHeader', { 'x-a': 5 }],
    ['InvalidHeader', 'x-a: b'],
    ['InvalidHeader', ['x-a']],
    ['RangeSigned', { Range: 'bytes=0-1' }],
    ['EncodingSigned', { 'accept-encoding': 'gzip' }],
  ])('error: %s for %j', (code, signedHeaders) => {
    const refused = failure(() => snippet({ url, signedHeaders: signedHeaders as never }, 'curl'));
    expect(refused.code).toBe(code);
    expect(refused.message).not.toContain('canary');
  });

  it.each([
    ['browser', 'Referer'],
    ['browser', 'date'],
    ['browser', 'sec-fetch-mode'],
    ['java', 'from'],
    ['java', 'via'],
    ['go', 'connection'],
    ['curl', 'expect'],
  ] as const)('error: %s cannot send the header %s as it was signed', (language, name) => {
    const refused = failure(() => snippet({ url, signedHeaders: { [name]: 'x' } }, language));
    expect(refused).toMatchObject({ code: 'HeaderForbidden', message: expect.stringContaining(name.toLowerCase()) });
    expect(snippet({ url, signedHeaders: { referer: 'https://a.example/' } }, 'curl')).toContain('a.example');
  });

  it.each(['java', 'browser'] as const)(
    'behavior: %s sends a header whose name only contains that of a forbidden header',
    (language) => {
      const names = ['x-oss-meta-te', 'te-a', 'x-oss-meta-date', 'date-a', 'x-oss-meta-sec-a'];
      const signedHeaders = Object.fromEntries(names.map((name) => [name, '1']));
      expect(snippet({ url, signedHeaders }, language)).toMatch(new RegExp(names.join('.*'), 's'));
    },
  );

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a\nb', '\0', 'x'.repeat(201), null, 5])('error: the file name %j', (name) => {
    expect(failure(() => snippet({ url }, 'go', { fileName: name as never })).code).toBe('InvalidFileName');
  });
});
