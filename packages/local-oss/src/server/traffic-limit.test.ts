import { describe, expect, it } from 'vitest';
import { presign, send, startTestOss } from '../local-oss.test-support.ts';
import { limitTraffic } from './traffic-limit.ts';

const key = 'file.bin';

describe('x-oss-traffic-limit', () => {
  it('default: the limit in the URL and in a header', async () => {
    const local = await startTestOss();
    const body = Buffer.alloc(5000, 'x');
    await local.putObject({ bucket: 'examplebucket', key, body });
    const headers = { 'x-oss-traffic-limit': '838860800' };
    const inUrl = await send(local, { target: presign({ key, query: 'x-oss-traffic-limit=838860800' }) });
    const inHeader = await send(local, { target: presign({ key, headers }), headers });
    expect([inUrl.body, inHeader.body]).toEqual([body, body]);
  });

  it('behavior: the rate is limited', async () => {
    const started = performance.now();
    let sizeBytes = 0;
    for await (const piece of limitTraffic(oneChunk(12_288), 819_200, new AbortController().signal)) {
      sizeBytes += piece.length;
    }
    expect(sizeBytes).toBe(12_288);
    // 12,288 bytes at 102,400 bytes per second take 120 ms.
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  it('error: in the URL and in a header', async () => {
    const headers = { 'x-oss-traffic-limit': '819200' };
    const target = presign({ key, headers, query: 'x-oss-traffic-limit=819200' });
    const response = await send(await startTestOss(), { target, headers });
    expect(response).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0004-00000501' } });
  });

  it.each(['819199', '838860801', '0', '-1', 'fast', '1e6', ''])('error: "%s"', async (value) => {
    const target = presign({ key, query: `x-oss-traffic-limit=${value}` });
    const response = await send(await startTestOss(), { target });
    expect(response).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0004-00000502' } });
  });
});

async function* oneChunk(sizeBytes: number): AsyncIterable<Uint8Array> {
  yield new Uint8Array(sizeBytes);
}
