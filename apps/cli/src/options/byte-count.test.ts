import { describe, expect, it } from 'vitest';
import { byteCount } from './byte-count.ts';

const parse = byteCount('--limit-rate', 1000);

describe('byteCount', () => {
  it.each([
    ['2048', 2048],
    ['1k', 1000],
    ['500k', 500_000],
    ['10M', 10_000_000],
    ['10mb', 10_000_000],
    ['1.5G', 1_500_000_000],
    ['64Mi', 67_108_864],
    ['2KiB', 2048],
  ])('default: %s is %i', (text, bytes) => {
    expect(parse(text)).toBe(bytes);
  });

  it.each(['', '999', '0', '-5M', '10T', 'M', '10 M', '1e9', '5i', '99999999999G'])('error: %j', (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'InvalidOption' }));
  });
});
