import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { writeLine } from './write-line.ts';

it('behavior: control characters in JSON are escaped without changing its value', () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  const value = { etag: 'a\u001b[2J\u007f\u009b2J\u2028\u202eb', name: '文.txt' };
  writeLine(stream, JSON.stringify(value));
  const line: string = stream.read();
  expect(line).toMatch(/^\{[^\p{Cc}\p{Zl}\p{Bidi_Control}]+文\.txt"\}\n$/u);
  expect(JSON.parse(line)).toEqual(value);
});
