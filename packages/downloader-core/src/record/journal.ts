import type { Crc64 } from '../crc64/crc64.ts';
import type { ObjectIdentity, Piece } from '../ports.ts';

/** The content of a journal: the object's identity, and the pieces on disk. */
export interface Journal {
  readonly identity: ObjectIdentity;
  readonly pieces: readonly Piece[];
}

export interface JournalCodec {
  readonly encodeIdentity: (identity: ObjectIdentity) => Uint8Array;
  readonly encodePiece: (piece: Piece) => Uint8Array;
  /** Reads all intact records; `null` if the first one is damaged. Never throws. The pieces are not verified. */
  readonly decode: (bytes: Uint8Array) => Journal | null;
  /** Describes the damage of a journal and its consequence in one sentence; `undefined` if it is intact. */
  readonly explain: (bytes: Uint8Array) => string | undefined;
}

const format = 1;

/**
 * The journal is text with one record per line: the CRC-64 of the rest of the line in hex, a space, and JSON. The first
 * record is the object's identity (`{"ossferry":1,"sizeBytes":…,"etag":…}`), each other record is a piece
 * (`[offset,length,"crc64"]`). It contains no URL, so it is not secret.
 */
export function createJournalCodec(crc64: Crc64): JournalCodec {
  const encoder = new TextEncoder();
  const seal = (value: unknown): Uint8Array => {
    const json = JSON.stringify(value);
    return encoder.encode(`${toHex(crc64(encoder.encode(json)))} ${json}\n`);
  };
  const open = (line: string): unknown => {
    const json = line.slice(17);
    if (line.slice(0, 17) !== `${toHex(crc64(encoder.encode(json)))} `) return undefined;
    try {
      return JSON.parse(json);
    } catch {
      return undefined; // Somebody else wrote it.
    }
  };

  return {
    encodeIdentity: ({ crc64: whole, ...identity }) =>
      seal({ ossferry: format, ...identity, ...(whole === undefined ? {} : { crc64: toHex(whole) }) }),
    encodePiece: ({ offset, length, crc64: sum }) => seal([offset, length, toHex(sum)]),
    decode(bytes) {
      const lines = new TextDecoder().decode(bytes).split('\n');
      lines.pop(); // Empty, or a record whose write was interrupted.
      const identity = readIdentity(open(lines.shift() ?? ''));
      if (identity === null) return null;
      const pieces = lines.flatMap((line) => readPiece(open(line), identity.sizeBytes) ?? []);
      return { identity, pieces };
    },
    explain(bytes) {
      if (bytes.length === 0) return undefined;
      const lines = new TextDecoder().decode(bytes).split('\n');
      const cut = lines.pop() !== '';
      const [first = '', ...others] = lines;
      const identity = open(first);
      if (lines.length === 0) return 'The first record of the journal is incomplete: starting again.';
      if (identity === undefined) return 'The first record of the journal is damaged: starting again.';
      if (readIdentity(identity) === null) {
        const theirs = (identity as { readonly ossferry?: unknown } | null)?.ossferry;
        return typeof theirs === 'number' && theirs > format
          ? `The journal was written by a newer version (format ${theirs}, this one reads ${format}): starting again.`
          : 'The journal does not name its object: starting again.';
      }
      const damaged = others.filter((line) => open(line) === undefined).length;
      if (damaged > 0) return `Damaged records of the journal: ${damaged}. Their bytes are downloaded again.`;
      return cut ? 'The last record of the journal is incomplete: its bytes are downloaded again.' : undefined;
    },
  };
}

function readIdentity(value: unknown): ObjectIdentity | null {
  if (typeof value !== 'object' || value === null || !('ossferry' in value) || value.ossferry !== format) return null;
  const { sizeBytes, etag, lastModified, versionId, crc64 } = value as Record<string, unknown>;
  if (!isOffset(sizeBytes)) return null;
  return {
    sizeBytes,
    etag: typeof etag === 'string' ? etag : undefined,
    lastModified: typeof lastModified === 'string' ? lastModified : undefined,
    versionId: typeof versionId === 'string' ? versionId : undefined,
    crc64: typeof crc64 === 'string' ? fromHex(crc64) : undefined,
  };
}

function readPiece(value: unknown, sizeBytes: number): Piece | null {
  if (!Array.isArray(value)) return null;
  const [offset, length, sum] = value as unknown[];
  const crc64 = typeof sum === 'string' ? fromHex(sum) : undefined;
  // Readers of a file would take a piece without bytes for its end.
  if (!isOffset(offset) || !isOffset(length) || length === 0) return null;
  if (crc64 === undefined || offset + length > sizeBytes) return null;
  return { offset, length, crc64 };
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function toHex(crc64: bigint): string {
  return crc64.toString(16).padStart(16, '0');
}

function fromHex(text: string): bigint | undefined {
  return /^[0-9a-f]{16}$/.test(text) ? BigInt(`0x${text}`) : undefined;
}
