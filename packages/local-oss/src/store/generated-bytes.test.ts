import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createCrc64Function } from '../checksums/crc64.ts';
import { presign, send, startTestOss } from '../local-oss.test-support.ts';
import { generatedBytes, generatedCrc64 } from './generated-bytes.ts';

async function bytesOf(seed: number, start: number, end: number): Promise<Buffer> {
  return buffer(generatedBytes(seed, { start, end }));
}

const MIB = 1024 * 1024;

describe('generatedBytes', () => {
  it('default: a range is a slice of all bytes', async () => {
    const whole = await bytesOf(7, 0, 3 * MIB);
    for (const [start, end] of [
      [0, 1],
      [MIB - 5, MIB + 5],
      [MIB, 2 * MIB],
      [17, 3 * MIB],
      [5, 5],
    ] as const) {
      expect((await bytesOf(7, start, end)).equals(whole.subarray(start, end))).toBe(true);
    }
  });

  it('behavior: blocks and seeds differ', async () => {
    const first = await bytesOf(7, 0, MIB);
    expect(first.equals(await bytesOf(7, MIB, 2 * MIB))).toBe(false);
    expect(first.equals(await bytesOf(8, 0, MIB))).toBe(false);
  });

  it.each([0, 1, 7, 8, MIB - 1, MIB, MIB + 1, 2 * MIB + 12_345])(
    'behavior: the CRC-64 of %i bytes',
    async (sizeBytes) => {
      const crc64Of = await createCrc64Function();
      expect(await generatedCrc64(7, sizeBytes)).toBe(crc64Of(await bytesOf(7, 0, sizeBytes)));
    },
  );
});

describe('generateObject', () => {
  it('default: 10 GiB, without storage', async () => {
    const local = await startTestOss();
    const sizeBytes = 10 * 1024 ** 3;
    const written = await local.generateObject({ bucket: 'examplebucket', key: 'huge', sizeBytes, seed: 7 });
    const headers = { range: `bytes=${sizeBytes - 3}-${sizeBytes - 1}` };
    const response = await send(local, { target: presign({ key: 'huge' }), headers });
    expect(response).toMatchObject({
      status: 206,
      headers: {
        etag: written.etag,
        'content-range': `bytes ${sizeBytes - 3}-${sizeBytes - 1}/${sizeBytes}`,
        'x-oss-hash-crc64ecma': written.crc64,
      },
    });
    expect(response.body.equals(await bytesOf(7, sizeBytes - 3, sizeBytes))).toBe(true);
  });
});
