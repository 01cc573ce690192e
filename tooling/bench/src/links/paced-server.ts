import { open } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

// A separate process: serves argv[2], whose CRC-64 is argv[3], at argv[4] bytes per second and connection, and delays each
// response by argv[5] milliseconds. Prints its port. nginx cannot do this: it limits requests instead of connections, and
// has no delays.
const [, , path = '', crc64 = '', rate = '', latency = ''] = process.argv;
const bytesPerSecond = Number(rate);
const tickMs = 5;
const file = await open(path);
const { size } = await file.stat();

const server = createServer(async (request, response) => {
  await wait(Number(latency));
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = last === undefined || last === '' ? size : Math.min(Number(last) + 1, size);
  response.writeHead(first === undefined ? 200 : 206, {
    'content-length': end - start,
    'accept-ranges': 'bytes',
    etag: '"paced"',
    'x-oss-hash-crc64ecma': crc64,
    ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
  });
  await sendPaced(response, start, end).catch(() => response.destroy());
});

async function sendPaced(response: ServerResponse, start: number, end: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(end - start, Math.ceil(bytesPerSecond / 10)));
  let paidMs = performance.now();
  for (let position = start; position < end && !response.destroyed; ) {
    const nowMs = performance.now();
    const due = Math.min(buffer.length, end - position, Math.ceil(((nowMs - paidMs + tickMs) * bytesPerSecond) / 1000));
    paidMs += (due * 1000) / bytesPerSecond;
    const { bytesRead } = await file.read(buffer, 0, due, position);
    position += bytesRead;
    // A copy, because the response keeps a reference.
    if (!response.write(Buffer.from(buffer.subarray(0, bytesRead)))) {
      await Promise.race([new Promise((drained) => response.once('drain', drained)), wait(1000)]);
    }
    const aheadMs = paidMs - performance.now();
    if (aheadMs > 0) await wait(aheadMs);
  }
  response.end();
}

server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
