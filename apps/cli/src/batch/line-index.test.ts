import { describe, expect, it } from 'vitest';
import { createLineIndex } from './line-index.ts';

describe('line index', () => {
  it('default: tells where a text stood first, also after it has grown', () => {
    const index = createLineIndex();
    for (let line = 1; line <= 5000; line += 1) expect(index.add(`item ${line}`, line)).toBeUndefined();
    expect(index.add('item 1', 6000)).toBe(1);
    expect(index.add('item 4999', 6001)).toBe(4999);
    expect(index.lineOf('item 5000')).toBe(5000);
    expect(index.lineOf('item 5001')).toBeUndefined();
  });
});
