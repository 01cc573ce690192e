import { describe, expect, it } from 'vitest';
import { collectHeader, collectParameter } from './collect-pairs.ts';

describe('collectHeader', () => {
  it('default: names become lower case, later ones join earlier ones', () => {
    expect(collectHeader('X-OSS-Meta-A:  b: c ', { d: 'e' })).toEqual({ d: 'e', 'x-oss-meta-a': 'b: c' });
  });

  it('behavior: many spaces within a value take no time', () => {
    const value = `a${' '.repeat(500_000)}b`;
    expect(collectHeader(`x:${value}`)).toEqual({ x: value });
  });

  it.each(['', 'name', 'name:', 'name: ', ': value', 'na me: value'])('error: %j', (text) => {
    expect(() => collectHeader(text)).toThrow(expect.objectContaining({ code: 'InvalidHeader' }));
  });

  it('behavior: what was typed is not repeated, since it may be a secret in the wrong place', () => {
    expect(() => collectHeader('canary-secret')).toThrow(/^(?!.*canary)/);
  });
});

describe('collectParameter', () => {
  it('default: everything behind the first equals sign is the value', () => {
    expect(collectParameter('b=c=d', { a: '' })).toEqual({ a: '', b: 'c=d' });
    expect(collectParameter('bare')).toEqual({ bare: '' });
  });

  it.each(['', '=value'])('error: %j', (text) => {
    expect(() => collectParameter(text)).toThrow(expect.objectContaining({ code: 'InvalidParameter' }));
  });
});
