import { randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { combineCrc64, createCrc64 } from '@ossferry/downloader-core';
import { download } from '@ossferry/downloader-node';
import { settleMachine } from '../../../bench/src/download/settle-machine.ts';
import { chromium } from '../chromium.ts';
import { bundlePage, pageHtml } from '../page-server.ts';
import { startNginx } from './nginx.ts';
import { startUnwatchedChromium } from './unwatched-chromium.ts';

/**
 * Downloads the same object alternately in Node and in Chromium, and prints rates and long tasks; then once more with
 * DevTools, which measure the heap but slow down the download.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, mebibytes: { type: 'string', default: '1024' } },
});
const mebibyte = 1024 * 1024;
const sizeBytes = Number(values.mebibytes) * mebibyte;
const targets = { rate: 0.6, heapMegabytes: 100, longTaskMs: 50 } as const;

const folder = await mkdtemp(join(tmpdir(), 'ossferry-measure-'));
const crc64 = await makeServed(join(folder, 'served'));
const nginx = await startNginx(folder, crc64);
const browser = await startUnwatchedChromium(folder, nginx.origin);
try {
  const ratios: number[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const nodeMs = await inNode(round);
    await settleMachine(join(folder, 'settling'), sizeBytes);
    const { durationMs, longestTaskMs } = await browser.measure(`${nginx.origin}/object`, `object-${round}`);
    ratios.push(nodeMs / durationMs);
    console.log(
      `round ${round}: Node ${show(nodeMs)}, Chromium ${show(durationMs)}, ratio ${(nodeMs / durationMs).toFixed(2)}, ` +
        `longest task ${longestTaskMs.toFixed(0)} ms`,
    );
    if (longestTaskMs > targets.longTaskMs) process.exitCode = 1;
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
  console.log(`median ratio ${median.toFixed(2)} (target: at least ${targets.rate})`);
  if (median < targets.rate) process.exitCode = 1;

  const heapMegabytes = (await measureHeap()) / 1e6;
  console.log(`heap ${heapMegabytes.toFixed(0)} MB (target: at most ${targets.heapMegabytes} MB)`);
  if (heapMegabytes > targets.heapMegabytes) process.exitCode = 1;
} finally {
  await browser.close();
  await nginx.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function inNode(round: number): Promise<number> {
  const destination = join(folder, `node-${round}`);
  await settleMachine(join(folder, 'settling'), sizeBytes);
  const { durationMs, verified } = await download(`${nginx.origin}/object`, destination);
  if (verified !== 'crc64') throw new Error('not verified');
  await rm(destination);
  return durationMs;
}

/** The largest JavaScript heap of the page and its worker during a download, in bytes. */
async function measureHeap(): Promise<number> {
  const watched = await chromium.start(join(folder, 'profile'));
  try {
    const tab = await watched.openTab(`${nginx.origin}/index.html`);
    let heapBytes = 0;
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        heapBytes = Math.max(heapBytes, (await tab.measureHeap?.()) ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await tab.run('measure', `${nginx.origin}/object`, 'object');
    isOver = true;
    await watching;
    return heapBytes;
  } finally {
    await watched.close();
  }
}

async function makeServed(served: string): Promise<bigint> {
  await mkdir(served);
  await writeFile(join(served, 'index.html'), pageHtml);
  for (const { path, contents } of await bundlePage()) {
    await mkdir(dirname(join(served, path)), { recursive: true });
    await writeFile(join(served, path), contents);
  }
  const sumOf = await createCrc64();
  const object = await open(join(served, 'object'), 'w');
  const bytes = new Uint8Array(mebibyte);
  let sum = 0n;
  for (let written = 0; written < sizeBytes; written += bytes.length) {
    randomFillSync(bytes);
    await object.write(bytes);
    sum = combineCrc64(sum, sumOf(bytes), bytes.length);
  }
  await object.sync();
  await object.close();
  return sum;
}

function show(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
