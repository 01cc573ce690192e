import { describe, expect, it } from 'vitest';
import { collectHeader, collectParameter } from './collect-pairs.ts';

describe('collectHeader', () => {
  it('default: names are lowercased, and pairs are collected', () => {
    expect(collectHeader('X-OSS-Meta-A:  b: c ', { d: 'e' })).toEqual({ d: 'e', 'x-oss-meta-a': 'b: c' });
  });

  it('behavior: many spaces within a value take linear time', () => {
    const value = `a${' '.repeat(500_000)}b`;
    expect(collectHeader(`x:${value}`)).toEqual({ x: value });
  });

  it.each(['', 'name', 'name:', 'name: ', ': value', 'na me: value'])('error: %j', (text) => {
    expect(() => collectHeader(text)).toThrow(expect.objectContaining({ code: 'InvalidHeader' }));
  });

  it('behavior: the message does not quote the value, which may be a secret', () => {
    expect(() => collectHeader('canary-secret')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^(?!.*canary)/) }),
    );
  });
});

describe('collectParameter', () => {
  it('default: the value starts after the first equals sign', () => {
    expect(collectParameter('b=c=d', { a: '' })).toEqual({ a: '', b: 'c=d' });
    expect(collectParameter('bare')).toEqual({ bare: '' });
  });

  it.each(['', '=value'])('error: %j', (text) => {
    expect(() => collectParameter(text)).toThrow(expect.objectContaining({ code: 'InvalidParameter' }));
  });
});
