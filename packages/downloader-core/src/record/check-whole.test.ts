import { describe, expect, it } from 'vitest';
import type { ObjectIdentity } from '../ports.ts';
import { checkWhole, lostGuarantees } from './check-whole.ts';

const identity: ObjectIdentity = { sizeBytes: 10, etag: '"A"', versionId: 'v', crc64: 7n };
const { crc64: _, ...withoutSum } = identity;

describe('checkWhole', () => {
  it('default: returns the properties of a complete object', () => {
    const whole = { sizeBytes: 10, crc64: '7', etag: '"A"', versionId: 'v' };
    expect(checkWhole(identity, 7n, true)).toEqual({ ...whole, verified: 'crc64' });
    expect(checkWhole(identity, 7n, false)).toEqual({ ...whole, verified: 'length' });
    expect(checkWhole(withoutSum, 7n, true)).toEqual({ ...whole, verified: 'length' });
  });

  it('option: verify false accepts a different CRC-64', () => {
    expect(checkWhole(identity, 8n, false)).toMatchObject({ crc64: '8', verified: 'length' });
  });

  it('error: ChecksumMismatch', () => {
    expect(() => checkWhole(identity, 8n, true)).toThrow(expect.objectContaining({ code: 'ChecksumMismatch' }));
  });

  it('error: missing bytes', () => {
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

  it('default: no warnings with a strong ETag and a CRC-64', () => {
    expect(codes(identity, true)).toEqual([]);
    expect(codes(identity, false)).toEqual([]);
  });

  it('behavior: warns about a missing CRC-64, unless verify is off', () => {
    expect(codes(withoutSum, true)).toEqual(['NotVerified']);
    expect(codes(withoutSum, false)).toEqual([]);
  });

  it.each([
    ['no ETag', 'the size and the CRC-64', { sizeBytes: 1, crc64: 7n }],
    ['a weak ETag', 'the size and Last-Modified', { sizeBytes: 1, etag: 'W/"1"', lastModified: 'x' }],
  ])('behavior: with %s, warns that only %s are compared', (what, rest, given) => {
    expect(messages(given, 'crc64' in given)).toEqual([
      `The server sends ${what}: only ${rest} can show that all ranges belong to one version.`,
    ]);
  });

  it('option: pin cdn relies on the CRC-64', () => {
    expect(codes(identity, true, 'cdn')).toEqual([]);
    expect(codes({ ...identity, etag: 'W/"A"' }, true, 'cdn')).toEqual([]);
    expect(codes(identity, false, 'cdn')).toEqual(['NotPinned']);
    expect(codes(withoutSum, true, 'cdn')).toEqual(['NotPinned', 'NotVerified']);
  });
});
