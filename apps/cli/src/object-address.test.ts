import { describe, expect, it } from 'vitest';
import { parseObjectAddress } from './object-address.ts';

describe('parseObjectAddress', () => {
  it.each([
    ['oss://bucket/key', 'bucket', 'key'],
    ['oss://bucket/a/b c', 'bucket', 'a/b c'],
    ['oss://bucket//a/../?x=1#%20', 'bucket', '/a/../?x=1#%20'],
    ['oss://bucket/', 'bucket', ''],
    ['oss://bucket', 'bucket', ''],
    ['oss:///key', '', 'key'],
  ])('default: %s', (text, bucket, key) => {
    expect(parseObjectAddress(text)).toEqual({ bucket, key });
  });

  it.each(['', 'bucket/key', 'oss:/bucket/key', 'OSS://bucket/key'])('error: %j', (text) => {
    expect(() => parseObjectAddress(text)).toThrow(expect.objectContaining({ code: 'InvalidAddress' }));
  });
});
