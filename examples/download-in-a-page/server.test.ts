import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { corsRule } from '@ossferry/downloader-browser';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

const executablePath = '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium && process.env['CI'] === 'true') throw new Error('Chromium is not installed.');

async function openPage() {
  const { xml: _, ...rule } = corsRule({ origin: '*' });
  const bucket = await startBucket({ cors: [rule] });
  const film = randomBytes(12_000_000);
  await bucket.local.putObject({ bucket: 'examplebucket', key: 'public/film.mp4', body: film });
  const environment = { ...bucket.environment, PORT: '0' };
  const { child, line: site } = await startProgram({ program: join(import.meta.dirname, 'server.ts'), environment });
  onTestFinished(() => void child.kill());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(site);
  /** Waits until the page shows a text. */
  const waitForText = (text: string) =>
    page.waitForFunction(`document.querySelector('output').value.includes('${text}')`);
  return { ...bucket, film, page, waitForText };
}

describe.skipIf(!hasChromium)('download-in-a-page', () => {
  it('default: a click in Chromium saves the verified object', async () => {
    const { page, waitForText, film, folder } = await openPage();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('button')]);
    await waitForText('verified by crc64');
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    expect(file).toMatch(/film\.mp4$/);
    expect((await readFile(file)).equals(film)).toBe(true);
  });

  it('behavior: continues after a pause, another download of the same name and a reload', async () => {
    const { local, page, waitForText } = await openPage();
    local.setFaults(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 20 }));
    await page.click('button');
    await page.waitForFunction("document.querySelector('progress').value > 2_000_000");
    await page.click('button');
    await waitForText('Paused');
    local.setFaults(undefined);
    await local.putObject({ bucket: 'examplebucket', key: 'public/shorts/film.mp4', body: 'short' });
    await page.fill('input', 'public/shorts/film.mp4');
    await page.click('button');
    await waitForText('Saved');
    await page.reload();
    await page.click('button');
    await waitForText('Saved');
    const kept = /(\d+) bytes were resumed/.exec((await page.textContent('output')) ?? '')?.[1];
    expect(Number(kept)).toBeGreaterThan(2_000_000);
  });

  it('error: shows the refusal of the server', async () => {
    const { page, waitForText } = await openPage();
    await page.fill('input', 'private.pdf');
    await page.click('button');
    await waitForText('The policy');
    expect(await page.textContent('button')).toBe('Download');
  });
});
