import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHeadEnd, mayBeHttp, parseResponseHead } from './response-head.ts';
import { splitUrl } from './split-url.ts';

describe('parseResponseHead', () => {
  it('default: parses status and headers', () => {
    const head = 'HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\nETag:  "A" \r\nX: a\r\nx: b\r\n\r\n';
    const { status, headers } = parseResponseHead(head) ?? {};
    expect(status).toBe(206);
    expect([...(headers ?? [])]).toEqual([
      ['content-length', '5'],
      ['etag', '"A"'],
      ['x', 'a, b'],
    ]);
  });

  it('behavior: many spaces take linear time, and other blanks belong to the value', () => {
    const value = `a${' '.repeat(500_000)}\xc3\xa0`;
    expect(parseResponseHead(`HTTP/1.1 206\r\nx: ${value} \r\n\r\n`)?.headers.get('x')).toBe(value);
  });

  it('default: a status line without a reason', () => {
    expect(parseResponseHead('HTTP/1.1 206\r\n\r\n')?.status).toBe(206);
  });

  it('default: lines without carriage returns, folded lines, a repeated length', () => {
    const head = 'HTTP/1.1 206\nX: a\n\t b \n c\nETag:\n "A"\n \nContent-Length: 5\nContent-Length: 5\n\n';
    expect([...(parseResponseHead(head)?.headers ?? [])]).toEqual([
      ['x', 'a b c'],
      ['etag', '"A"'],
      ['content-length', '5'],
    ]);
  });

  it('behavior: two different lengths are not a length', () => {
    const head = 'HTTP/1.1 206\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n';
    expect(parseResponseHead(head)?.headers.get('content-length')).toBe('5, 6');
  });

  it.each([
    ['HTTP/1.1 206\r\n\r\n', true],
    ['HTTP/1.1 206\r\nConnection: Close\r\n\r\n', false],
    ['HTTP/1.0 206\r\nConnection: keep-alive\r\n\r\n', false],
  ])('behavior: the connection is reusable after %j: %s', (head, keepsConnection) => {
    expect(parseResponseHead(head)).toMatchObject({ status: 206, keepsConnection });
  });

  it.each([
    'HTTP/2 206\r\n\r\n',
    'ICY 200 OK\r\n\r\n',
    'HTTP/1.1 206 OK\r\nno colon\r\n\r\n',
    'HTTP/1.1 206 OK\r\nName : x\r\n\r\n',
    'HTTP/1.1 206 OK\r\n folded: x\r\n\r\n',
    '\r\n\r\n',
    'HTTP/1.1 206 OK\r\nX: a\rb\r\n\r\n',
  ])('behavior: null for %j', (head) => {
    expect(parseResponseHead(head)).toBeNull();
  });

  it('behavior: never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseResponseHead(`${text}\r\n\r\n`)));
  });
});

describe('findHeadEnd', () => {
  it('default: the length including the empty line', () => {
    expect(findHeadEnd(Buffer.from('A\r\nB: c\r\n\r\nbody\r\n\r\n'))).toBe(11);
    expect(findHeadEnd(Buffer.from('A\r\nB: c\r\n'))).toBeUndefined();
  });

  it('behavior: carriage returns may be missing', () => {
    expect(findHeadEnd(Buffer.from('A\nB: c\n\nbody\r\n\r\n'))).toBe(8);
    expect(findHeadEnd(Buffer.from('A\r\nB: c\n\r\nbody\n\n'))).toBe(10);
    expect(findHeadEnd(Buffer.from('A\r\nB: c\r\n\n'))).toBe(10);
  });
});

describe('mayBeHttp', () => {
  it.each([
    ['', true],
    ['HTT', true],
    ['HTTP/1.1 200', true],
    ['HTTP/2', false],
    ['SSH-2.0', false],
    ['\r\nHTTP/1.1', false],
  ])('default: %j may be the start of a response: %s', (text, expected) => {
    expect(mayBeHttp(Buffer.from(text))).toBe(expected);
  });
});

describe('splitUrl', () => {
  it.each([
    ['https://h/a/../b?x=1', ['https:', 'h', 443, 'h', '/a/../b?x=1']],
    ['http://h:8080', ['http:', 'h', 8080, 'h:8080', '/']],
    ['HTTP://[::1]:9000/k', ['http:', '::1', 9000, '[::1]:9000', '/k']],
    ['http://[::1]/k', ['http:', '::1', 80, '[::1]', '/k']],
    ['http://user:pass@h/k', ['http:', 'h', 80, 'h', '/k']],
    ['https://h?x=1', ['https:', 'h', 443, 'h', '/?x=1']],
  ] as const)('default: %s', (url, [protocol, hostname, port, authority, path]) => {
    expect(splitUrl(url)).toEqual({ protocol, hostname, port, authority, path });
  });
});
