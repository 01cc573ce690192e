import { describe, expect, it } from 'vitest';
import { isInShard, parseShard } from './shard.ts';

describe('shard', () => {
  it('default: every name is in exactly one shard, and shards are about equal', () => {
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index += 1) {
      const shares = counts.map((_, share) => isInShard(`object-${index}`, { index: share, count: 4 }));
      expect(shares.filter(Boolean)).toHaveLength(1);
      counts[shares.indexOf(true)] = (counts[shares.indexOf(true)] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('behavior: the shard of a name is stable across releases', () => {
    // printf a | sha256sum | cut -c1-16
    expect(isInShard('a', { index: Number(0xca978112ca1bbdcan % 7n), count: 7 })).toBe(true);
  });

  it.each(['0/0', '2/2', '-1/2', '1', '1/2/3', 'a/b', ''])('error: %j', (text) => {
    expect(() => parseShard(text)).toThrow(expect.objectContaining({ code: 'InvalidOption', phase: 'config' }));
  });
});
