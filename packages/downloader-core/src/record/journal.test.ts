import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrc64 } from '../crc64/crc64.ts';
import type { ObjectIdentity, Piece } from '../ports.ts';
import { createJournalCodec } from './journal.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

const crc64 = await createCrc64();
const codec = createJournalCodec(crc64);
const sizeBytes = 2 ** 41;

const pieces = fc.array(
  fc.record({
    offset: fc.nat(2 ** 30),
    length: fc.integer({ min: 1, max: 2 ** 30 }),
    crc64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  { maxLength: 20, size: 'max' },
);
const identities: fc.Arbitrary<ObjectIdentity> = fc.record({
  sizeBytes: fc.constant(sizeBytes),
  etag: fc.option(fc.string({ unit: character }), { nil: undefined }),
  lastModified: fc.option(fc.string(), { nil: undefined }),
  versionId: fc.option(fc.string(), { nil: undefined }),
  crc64: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
});

function encode(identity: ObjectIdentity, list: readonly Piece[]): Buffer {
  return Buffer.concat([codec.encodeIdentity(identity), ...list.map(codec.encodePiece)]);
}

describe('journal', () => {
  it('default: reads what it wrote', () => {
    fc.assert(
      fc.property(identities, pieces, (identity, list) => {
        expect(codec.decode(encode(identity, list))).toEqual({ identity, pieces: list });
      }),
    );
  });

  it('behavior: a truncated journal yields its complete records, in order', () => {
    fc.assert(
      fc.property(identities, pieces, fc.nat(), (identity, list, at) => {
        const bytes = encode(identity, list);
        const journal = codec.decode(bytes.subarray(0, at % bytes.length));
        if (journal === null) return;
        expect(journal.identity).toEqual(identity);
        expect(journal.pieces).toEqual(list.slice(0, journal.pieces.length));
      }),
    );
  });

  it('behavior: a changed byte never yields a record that was not written', () => {
    fc.assert(
      fc.property(identities, pieces, fc.nat(), fc.integer({ min: 1, max: 255 }), (identity, list, at, change) => {
        const bytes = encode(identity, list);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const journal = codec.decode(bytes);
        if (journal === null) return;
        expect(journal.identity).toEqual(identity);
        for (const piece of journal.pieces) expect(list).toContainEqual(piece);
      }),
    );
  });

  it.each(['', '\n', 'hello', '{"ossferry":1,"sizeBytes":1}\n', '\0\0\0\n\0'])(
    'behavior: %j is not a journal',
    (text) => {
      expect(codec.decode(Buffer.from(text))).toBeNull();
    },
  );

  it('behavior: ignores a piece beyond the end of the object', () => {
    const bytes = encode({ sizeBytes: 10 }, [{ offset: 5, length: 6, crc64: 1n }]);
    expect(codec.decode(bytes)?.pieces).toEqual([]);
  });

  it('behavior: ignores a piece without bytes', () => {
    const bytes = encode({ sizeBytes }, [{ offset: 0, length: 0, crc64: 0n }]);
    expect(codec.decode(bytes)?.pieces).toEqual([]);
  });

  it('behavior: accepts a piece at the end of the object', () => {
    const last = { offset: 5, length: 5, crc64: 1n };
    expect(codec.decode(encode({ sizeBytes: 10 }, [last]))?.pieces).toEqual([last]);
  });

  it.each([
    '',
    '{',
    'null',
    '1',
    '"ossferry"',
    '{"sizeBytes":10}',
    '{"ossferry":2,"sizeBytes":10}',
    '{"ossferry":1,"sizeBytes":-1}',
    '[0,1]',
  ])('behavior: rejects a first record that is not an identity: %s', (json) => {
    expect(codec.decode(sealed(json))).toBeNull();
  });

  it.each([
    'null',
    '{"0":0,"1":1}',
    '[0,1]',
    '[0,1,1]',
    '[0,1,"1"]',
    '[0,1,"x0000000000000001"]',
    '[0,1,"0000000000000001x"]',
    '[-1,1,"0000000000000001"]',
    '["0",1,"0000000000000001"]',
    '',
    '{',
    '[0,-1,"0000000000000001"]',
    '[0,0.5,"0000000000000001"]',
  ])('behavior: ignores a record that is not a piece: %s', (json) => {
    const bytes = Buffer.concat([codec.encodeIdentity({ sizeBytes: 10 }), sealed(json)]);
    expect(codec.decode(bytes)).toEqual({ identity: { sizeBytes: 10 }, pieces: [] });
  });

  it('behavior: ignores properties that are not strings', () => {
    const json = '{"ossferry":1,"sizeBytes":10,"etag":1,"lastModified":2,"versionId":3,"crc64":4}';
    expect(codec.decode(sealed(json))).toEqual({ identity: { sizeBytes: 10 }, pieces: [] });
  });

  it.each([
    ['nothing', () => Buffer.alloc(0), undefined],
    ['an intact journal', (bytes: Buffer) => bytes, undefined],
    ['an incomplete first record', (bytes: Buffer) => bytes.subarray(0, 20), /first record .* is incomplete/],
    ['something else', () => Buffer.from('hello\nworld\n'), /first record .* is damaged/],
    ['an incomplete last record', (bytes: Buffer) => bytes.subarray(0, -3), /last record .* is incomplete/],
    [
      'a damaged record',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x\n')]),
      /^Damaged records of the journal: 1\./,
    ],
    ['a newer format', () => sealed('{"ossferry":2,"parts":[]}'), /newer version \(format 2, this one reads 1\)/],
    ['no object', () => sealed('{"ossferry":1}'), /does not name its object/],
  ])('behavior: explains %s', (_, change, expected) => {
    const explanation = codec.explain(change(encode({ sizeBytes: 10 }, [{ offset: 0, length: 5, crc64: 1n }])));
    if (expected === undefined) expect(explanation).toBeUndefined();
    else expect(explanation).toMatch(expected);
  });
});

function sealed(json: string): Buffer {
  return Buffer.from(`${crc64(Buffer.from(json)).toString(16).padStart(16, '0')} ${json}\n`);
}
