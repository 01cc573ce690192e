import { describe, expect, it } from 'vitest';
import { hash64 } from './hash64.ts';
import { createLineIndex } from './line-index.ts';

describe('createLineIndex', () => {
  it('default: returns the first line of a text, also after growing', () => {
    const index = createLineIndex();
    for (let line = 1; line <= 5000; line += 1) expect(index.add(hash64(`item ${line}`), line)).toBeUndefined();
    expect(index.add(hash64('item 1'), 6000)).toBe(1);
    expect(index.add(hash64('item 4999'), 6001)).toBe(4999);
    expect(index.lineOf(hash64('item 5000'))).toBe(5000);
    expect(index.lineOf(hash64('item 5001'))).toBeUndefined();
    expect([index.add(0n, 7000), index.lineOf(0n)]).toEqual([undefined, 7000]);
  });
});
