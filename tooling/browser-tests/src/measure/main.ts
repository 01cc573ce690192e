import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { download } from '@ossferry/downloader-node';
import { serveObject } from '../../../bench/src/download/serve-object.ts';
import { settleMachine } from '../../../bench/src/download/settle-machine.ts';
import { chromium } from '../chromium.ts';
import { bundlePage, pageHtml } from '../page-server.ts';
import { startUnwatchedChromium } from './unwatched-chromium.ts';

/**
 * Downloads the same object alternately in Node and in Chromium, and prints rates and long tasks; then once more with
 * DevTools, which measure the heap but slow down the download.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, mebibytes: { type: 'string', default: '1024' } },
});
const sizeBytes = Number(values.mebibytes) * 1024 ** 2;
const targets = { rate: 0.6, heapMegabytes: 100, longTaskMs: 50 } as const;

const object = await serveObject(sizeBytes, 'random');
const objectUrl = `${object.origin}/${object.name}`;
const folder = dirname(object.destination);
await addPage(join(folder, 'served'));
const browser = await startUnwatchedChromium(folder, object.origin);
try {
  const ratios: number[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const nodeMs = await inNode();
    await settleMachine(join(folder, 'settling'), sizeBytes);
    const { durationMs, longestTaskMs } = await browser.measure(objectUrl, `object-${round}`);
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
  await object.close();
}

async function inNode(): Promise<number> {
  await settleMachine(join(folder, 'settling'), sizeBytes);
  const { durationMs, verified } = await download(objectUrl, object.destination);
  if (verified !== 'crc64') throw new Error('not verified');
  await rm(object.destination);
  return durationMs;
}

/** The largest JavaScript heap of the page and its worker during a download, in bytes. */
async function measureHeap(): Promise<number> {
  const watched = await chromium.start(join(folder, 'profile'));
  try {
    const tab = await watched.openTab(`${object.origin}/index.html`);
    let heapBytes = 0;
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        heapBytes = Math.max(heapBytes, (await tab.measureHeap?.()) ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await tab.run('measure', objectUrl, 'object');
    isOver = true;
    await watching;
    return heapBytes;
  } finally {
    await watched.close();
  }
}

/** Adds the test page to the served files. */
async function addPage(served: string): Promise<void> {
  await writeFile(join(served, 'index.html'), pageHtml);
  for (const { path, contents } of await bundlePage()) {
    await mkdir(dirname(join(served, path)), { recursive: true });
    await writeFile(join(served, path), contents);
  }
}

function show(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
