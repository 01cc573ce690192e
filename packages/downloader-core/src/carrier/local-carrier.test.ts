import { describe, expect, it } from 'vitest';
import { createCrc64 } from '../crc64/crc64.ts';
import type { ChunkHandler, Piece, RangeResponse, RangeTransport } from '../ports.ts';
import { createLocalCarrier } from './local-carrier.ts';
import { defaultTimeouts } from './watchdog.ts';

const mebibyte = 1024 * 1024;
const sizeBytes = 2 * mebibyte;
const order = { url: 'https://h/k', headers: {}, start: 0, end: sizeBytes };
const { signal } = new AbortController();

/** A transport whose responses have these bodies, in order. */
function transportOf(...reads: RangeResponse['read'][]): RangeTransport {
  return async () => ({
    status: 206,
    header: (name) => (name === 'content-range' ? `bytes 0-${sizeBytes - 1}/${sizeBytes}` : null),
    read: reads.shift() ?? (async () => undefined),
    cancel: () => undefined,
  });
}

describe('createLocalCarrier', () => {
  it('behavior: a late chunk of a broken body does not reach another range', async () => {
    const crc64 = await createCrc64();
    let late: ChunkHandler = () => undefined;
    const reads: RangeResponse['read'][] = [
      async (onChunk) => {
        late = onChunk;
        await onChunk(new Uint8Array(10).fill(1));
        throw new Error('broken');
      },
      async (onChunk) => {
        await onChunk(new Uint8Array(100).fill(2));
        expect(() => late(new Uint8Array(100).fill(1))).toThrow();
        await onChunk(new Uint8Array(sizeBytes - 100).fill(2));
      },
    ];
    const written = new Uint8Array(sizeBytes);
    const pieces: Piece[] = [];
    const carrier = createLocalCarrier({
      transport: transportOf(...reads),
      sink: { write: (bytes, offset) => written.set(bytes, offset) },
      crc64,
      timeouts: defaultTimeouts,
    });
    const events = { onWritten: (piece: Piece) => void pieces.push(piece) };
    await expect(carrier.carry(order, events, signal)).rejects.toThrow('broken');
    await carrier.carry(order, events, signal);
    expect(written.every((byte) => byte === 2)).toBe(true);
    const twos = new Uint8Array(mebibyte).fill(2);
    expect(pieces.slice(1).map((piece) => piece.crc64)).toEqual([crc64(twos), crc64(twos)]);
  });

  it.each([
    ['while the body arrives', mebibyte],
    ['after the last chunk', 1000],
  ])('behavior: a disk that fails %s does not keep the buffer, whose memory is never freed', async (_, chunkBytes) => {
    const lent = new Set<Uint8Array>();
    const buffersOf = (bytes: number) => ({
      acquire() {
        const buffer = new Uint8Array(bytes);
        lent.add(buffer);
        return buffer;
      },
      release: (buffer: Uint8Array) => void lent.delete(buffer),
    });
    const carrier = createLocalCarrier({
      transport: transportOf(async (onChunk) => void (await onChunk(new Uint8Array(chunkBytes)))),
      sink: {
        write() {
          throw new Error('the disk is full');
        },
      },
      crc64: Object.assign(() => 0n, { buffersOf }),
      timeouts: defaultTimeouts,
    });
    await expect(carrier.carry(order, { onWritten: () => undefined }, signal)).rejects.toThrow('the disk is full');
    expect(lent.size).toBe(0);
  });
});
