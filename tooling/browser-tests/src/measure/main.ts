import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { download } from '@ossferry/downloader-node';
import { serveObject } from '../../../bench/src/download/serve-object.ts';
import { settleMachine } from '../../../bench/src/download/settle-machine.ts';
import { median } from '../../../bench/src/median.ts';
import { chromium } from '../chromium.ts';
import { bundlePage, pageHtml } from '../page-server.ts';
import { startUnwatchedChromium } from './unwatched-chromium.ts';

/**
 * Downloads the same object alternately in Node and in Chromium, and prints rates and long tasks; then once more with
 * DevTools, which measure the heap but slow down the download. Chromium downloads it twice: as it is stored, and with
 * `Cache-Control: no-store`, as OSS sends it for a URL signed with `responseCacheControl: 'no-store'`.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, mebibytes: { type: 'string', default: '1024' } },
});
const sizeBytes = Number(values.mebibytes) * 1024 ** 2;
const targets = { rate: 0.6, heapMegabytes: 100, longTaskMs: 50 } as const;

const object = await serveObject(sizeBytes, 'random');
const urls = {
  'as stored': `${object.origin}/${object.name}`,
  'no-store': `${object.origin}/no-store/${object.name}`,
} as const;
const folder = dirname(object.destination);
try {
  await addPage(join(folder, 'served'));
  await measureAll();
} finally {
  await object.close();
}

async function measureAll(): Promise<void> {
  const browser = await startUnwatchedChromium(folder, object.origin);
  try {
    const ratios: Record<keyof typeof urls, number[]> = { 'as stored': [], 'no-store': [] };
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      const nodeMs = await inNode();
      console.log(`round ${round}: Node ${show(nodeMs)}`);
      for (const [kind, url] of entriesOf(urls)) {
        await settleMachine(join(folder, 'settling'), sizeBytes);
        const { durationMs, longestTaskMs } = await browser.measure(url, `object-${round}`);
        const ratio = nodeMs / durationMs;
        ratios[kind].push(ratio);
        const figures = `ratio ${ratio.toFixed(2)}, longest task ${longestTaskMs.toFixed(0)} ms`;
        console.log(`  Chromium, ${kind}: ${show(durationMs)}, ${figures}`);
        if (longestTaskMs > targets.longTaskMs) process.exitCode = 1;
      }
    }
    console.log(`median ratio as stored: ${median(ratios['as stored']).toFixed(2)}`);
    console.log(
      `median ratio with no-store: ${median(ratios['no-store']).toFixed(2)} (target: at least ${targets.rate})`,
    );
    if (median(ratios['no-store']) < targets.rate) process.exitCode = 1;

    const heapMegabytes = (await measureHeap()) / 1e6;
    console.log(`heap ${heapMegabytes.toFixed(0)} MB (target: at most ${targets.heapMegabytes} MB)`);
    if (heapMegabytes > targets.heapMegabytes) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function inNode(): Promise<number> {
  await settleMachine(join(folder, 'settling'), sizeBytes);
  const { durationMs, verified } = await download(urls['as stored'], object.destination);
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
    await tab.run('measure', urls['as stored'], 'object');
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

function entriesOf<Name extends string>(record: Readonly<Record<Name, string>>): [Name, string][] {
  return Object.entries(record) as [Name, string][];
}

function show(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
