import { describe, expect, it } from 'vitest';
import type { ObjectIdentity } from '../ports.ts';
import { checkWhole, lostGuarantees } from './check-whole.ts';

const identity: ObjectIdentity = { sizeBytes: 10, etag: '"A"', versionId: 'v', crc64: 7n };
const { crc64: _, ...withoutSum } = identity;

describe('checkWhole', () => {
  it('default: says what is known of an object that is whole', () => {
    const whole = { sizeBytes: 10, crc64: '7', etag: '"A"', versionId: 'v' };
    expect(checkWhole(identity, 7n, true)).toEqual({ ...whole, verified: 'crc64' });
    expect(checkWhole(identity, 7n, false)).toEqual({ ...whole, verified: 'length' });
    expect(checkWhole(withoutSum, 7n, true)).toEqual({ ...whole, verified: 'length' });
  });

  it('option: verify false takes another CRC-64 as well', () => {
    expect(checkWhole(identity, 8n, false)).toMatchObject({ crc64: '8', verified: 'length' });
  });

  it('error: ChecksumMismatch', () => {
    expect(() => checkWhole(identity, 8n, true)).toThrow(expect.objectContaining({ code: 'ChecksumMismatch' }));
  });

  it('error: what has bytes missing is never called whole', () => {
    for (const verify of [true, false]) {
      expect(() => checkWhole(identity, undefined, verify)).toThrow('bytes missing');
      expect(() => checkWhole(withoutSum, undefined, verify)).toThrow('bytes missing');
      expect(() => checkWhole(undefined, 7n, verify)).toThrow('bytes missing');
    }
  });
});

describe('lostGuarantees', () => {
  const codes = (...given: Parameters<typeof lostGuarantees>) =>
    [...lostGuarantees(...given)].map((event) => event.type === 'warning' && event.code);
  const messages = (...given: Parameters<typeof lostGuarantees>) =>
    [...lostGuarantees(...given)].map((event) => event.type === 'warning' && event.message);

  it('default: nothing is lost with a strong ETag and a CRC-64', () => {
    expect(codes(identity, true)).toEqual([]);
    expect(codes(identity, false)).toEqual([]);
  });

  it('behavior: without a CRC-64 the file is checked by its length, unless nobody asked for more', () => {
    expect(codes(withoutSum, true)).toEqual(['NotVerified']);
    expect(codes(withoutSum, false)).toEqual([]);
  });

  it.each([
    ['no ETag', 'the size and the CRC-64', { sizeBytes: 1, crc64: 7n }],
    ['a weak ETag only', 'the size and Last-Modified', { sizeBytes: 1, etag: 'W/"1"', lastModified: 'x' }],
  ])('behavior: with %s, what shows a change is said: %s', (what, rest, given) => {
    expect(messages(given, 'crc64' in given)).toEqual([
      `The server sends ${what}: that all ranges are of one version rests on ${rest}.`,
    ]);
  });

  it('option: pin, where a CDN has ETags of its own, rests on the CRC-64', () => {
    expect(codes(identity, true, 'cdn')).toEqual([]);
    expect(codes(identity, false, 'cdn')).toEqual(['NotPinned']);
    expect(codes(withoutSum, true, 'cdn')).toEqual(['NotPinned', 'NotVerified']);
  });
});
