import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

async function startServer() {
  const bucket = await startBucket();
  const environment = { ...bucket.environment, PORT: '0' };
  const { child, line: site } = await startProgram({ program: join(import.meta.dirname, 'server.ts'), environment });
  onTestFinished(() => void child.kill());
  /** Asks as the page does. */
  const ask = (key: string, origin = site) =>
    fetch(`${site}/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ bucket: 'examplebucket', key, fileName: 'report.pdf' }),
    });
  return { ...bucket, site, ask };
}

const executablePath = '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium && process.env['CI'] === 'true') throw new Error('There is no Chromium here.');

describe('sign-for-a-browser', () => {
  it.skipIf(!hasChromium)('behavior: a click in Chromium saves the object', async () => {
    const { site, content, folder } = await startServer();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(site);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('button')]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    expect(file).toMatch(/report\.pdf$/);
    expect((await readFile(file)).equals(content)).toBe(true);
    await page.fill('input', 'private.pdf');
    await page.click('button');
    await page.waitForFunction("document.querySelector('output').value.startsWith('The policy')");
  });

  it('default: the page gets a URL, which gives the object as a file to save', async () => {
    const { ask, content } = await startServer();
    const { url } = (await (await ask('public/report.pdf')).json()) as { url: string };
    const response = await fetch(url);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="report.pdf"/);
  });

  it.each([
    ['an object outside of public/', 'report.pdf', undefined],
    ['a page of somebody else', 'public/report.pdf', 'https://evil.example'],
  ])('error: %s', async (_, key, origin) => {
    const { ask } = await startServer();
    const response = await ask(key, origin);
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('x-oss-signature');
  });
});
