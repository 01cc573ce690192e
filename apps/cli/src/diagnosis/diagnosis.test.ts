import { en, type Finding } from '@ossferry/diagnose';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './load-texts.ts';
import { openPaint } from './paint.ts';
import { parseRequest, parseResponse } from './parse-messages.ts';
import { renderFindings } from './render-findings.ts';

const xml = '<?xml version="1.0"?>\n<Error>\n  <Code>NoSuchKey</Code>\n</Error>';

describe('parseResponse', () => {
  it('default: error XML alone', () => {
    expect(parseResponse(xml).body).toContain('<Code>NoSuchKey</Code>');
  });

  it.each([
    ['curl -i', `HTTP/1.1 404 Not Found\r\nx-oss-ec: 0026-00000001\r\n\r\n${xml}`],
    [
      'curl -i through a proxy',
      `HTTP/1.1 200 Connected\r\n\r\nHTTP/1.1 404 Not Found\r\nx-oss-ec: 0026-00000001\r\n\r\n${xml}`,
    ],
    [
      'curl -v',
      `* Trying\n> GET / HTTP/1.1\n> Host: h\n>\n< HTTP/1.1 404 Not Found\n< x-oss-ec: 0026-00000001\n<\n{ [5 bytes data]\n${xml}\n* Done`,
    ],
  ])('behavior: %s', (_, text) => {
    const response = parseResponse(text);
    expect(response).toMatchObject({ status: 404, headers: { 'x-oss-ec': '0026-00000001' } });
    expect(response.body).toContain('NoSuchKey');
  });

  it('behavior: many unclosed elements take linear time', () => {
    expect(parseResponse('<Error>'.repeat(500_000)).body).toContain('<Error>');
  });

  it('behavior: many spaces within a header take linear time', () => {
    const value = `a${' '.repeat(500_000)}b`;
    expect(parseResponse(`HTTP/1.1 404 Not Found\r\nx: ${value} \r\n\r\n${xml}`).headers).toEqual({ x: value });
  });

  it.each(['', '\n', 'hello', '<html></html>'])('error: %j is not a response', (text) => {
    const message = text.trim() === '' ? /is empty: curl received no response/ : /contains no response from OSS/;
    expect(() => parseResponse(text)).toThrow(
      expect.objectContaining({ code: 'InvalidResponseFile', message: expect.stringMatching(message) }),
    );
  });
});

describe('parseRequest', () => {
  it.each([
    ['a head', 'GET /a HTTP/1.1\r\nContent-Type: a\r\n\r\n'],
    ['curl -v', '* Trying\n> GET /a HTTP/1.1\n> Content-Type: a\n>\n< HTTP/1.1 200 OK\n< Content-Type: b\n'],
    [
      'curl -v, through a proxy',
      '> CONNECT h:443 HTTP/1.1\n> Host: h\n> Proxy-Connection: Keep-Alive\n> \n< HTTP/1.1 200 OK\n> GET /a HTTP/1.1\n> Content-Type: a\n> \n',
    ],
    ['JSON', '{"method": "GET", "headers": {"content-type": "a"}}'],
  ])('default: %s', (_, text) => {
    expect(parseRequest(text)).toEqual({ method: 'GET', headers: { 'content-type': 'a' } });
  });

  it.each(['', 'hello', '{', '{"headers": 7'])('error: %j', (text) => {
    expect(() => parseRequest(text)).toThrow(expect.objectContaining({ code: 'InvalidRequestFile' }));
  });
});

describe('chooseLanguage', () => {
  it.each([
    [undefined, {}, 'en'],
    [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [undefined, { LANG: 'zh_CN.UTF-8', LC_ALL: 'ja_JP' }, 'ja'],
    [undefined, { LANG: 'de_DE' }, 'en'],
    ['en', { LANG: 'zh_CN' }, 'en'],
  ] as const)('default: %s, %o', (requested, env, expected) => {
    expect(chooseLanguage(requested, { env })).toBe(expected);
  });
});

describe('renderFindings', () => {
  const finding: Finding = {
    cause: 'ParameterChanged',
    facts: { name: 'a', sent: '1', signed: '2' },
    evidence: 'It changed.\u001b[2J',
    fix: 'Change it back.',
    proven: true,
    differences: [{ line: 'query', signed: 'a=12', received: 'a=345' }],
  };

  it('default: plain text points at the difference, without control characters', () => {
    const text = renderFindings([finding], en, openPaint({}, {}));
    expect(text).not.toContain('\u001b');
    expect(text).toContain('     received  a=345\n                 ^^^\n');
  });

  it('behavior: colours on a terminal, unless disabled', () => {
    expect(renderFindings([finding], en, openPaint({ isTTY: true }, {}))).toContain('a=\u001b[7m345\u001b[0m');
    expect(renderFindings([finding], en, openPaint({ isTTY: true }, { NO_COLOR: '1' }))).not.toContain('\u001b');
  });

  it('default: nothing found', () => {
    expect(renderFindings([], en, openPaint({}, {}))).toBe(en.labels.nothingFound);
  });
});
