import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

async function startServer(more: Readonly<Record<string, string>> = {}) {
  const bucket = await startBucket();
  const environment = { ...bucket.environment, PORT: '0', ...more };
  const { child, line: site } = await startProgram({ program: join(import.meta.dirname, 'server.ts'), environment });
  onTestFinished(() => void child.kill());
  /** Returns the next lines of output. */
  const nextOutput = async () => String((await once(child.stdout ?? child, 'data'))[0]);
  /** Sends a signing request like the page. */
  const requestUrl = (key: string, origin = site) =>
    fetch(`${site}/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ bucket: 'examplebucket', key, fileName: 'report.pdf' }),
    });
  return { ...bucket, child, site, requestUrl, nextOutput };
}

const executablePath = '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium && process.env['CI'] === 'true') throw new Error('Chromium is not installed.');

describe('sign-for-a-browser', () => {
  it.skipIf(!hasChromium)('behavior: a click in Chromium saves the object', async () => {
    const { child, site, content, folder } = await startServer();
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
    // The error of OSS appears below the form.
    await page.fill('input', 'public/missing.pdf');
    await page.click('button');
    await page.waitForSelector('iframe:visible');
    expect(await page.isVisible('form')).toBe(true);
    child.kill();
    await once(child, 'exit');
    await page.click('button');
    await page.waitForFunction("document.querySelector('output').value.length > 0");
  });

  it('default: returns a URL that downloads the object as a file', async () => {
    const { requestUrl, content } = await startServer();
    const { url } = (await (await requestUrl('public/report.pdf')).json()) as { url: string };
    const response = await fetch(url);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="report.pdf"/);
  });

  it.each([
    ['an object outside public/', 'report.pdf', undefined],
    ['a page of another origin', 'public/report.pdf', 'https://evil.example'],
  ])('error: %s', async (_, key, origin) => {
    const { requestUrl } = await startServer();
    const response = await requestUrl(key, origin);
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('x-oss-signature');
  });

  it('error: a page under another name that resolves to this server', async () => {
    const { site } = await startServer();
    const host = site.replace('http://127.0.0.1', 'evil.example');
    const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
    const { statusCode } = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${site}/sign`, { method: 'POST', headers }, (response) => resolve(response.resume()))
        .on('error', reject)
        .end(JSON.stringify({ bucket: 'examplebucket', key: 'public/report.pdf' }));
    });
    expect(statusCode).toBe(421);
  });

  it('behavior: writes a key with a line break to one line of the log', async () => {
    const { requestUrl, nextOutput } = await startServer();
    const output = nextOutput();
    await requestUrl('x\n200 signed "public/report.pdf"');
    expect((await output).trimEnd().split('\n')).toEqual([expect.stringContaining('"status":403')]);
  });

  it('error: the reason for a 500 is in the log, but not in the response', async () => {
    const { requestUrl, nextOutput } = await startServer({ OSS_ACCESS_KEY_ID: '' });
    const output = nextOutput();
    const response = await requestUrl('public/report.pdf');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('OSS_ACCESS_KEY_ID');
    expect(await output).toContain('OSS_ACCESS_KEY_ID');
  });
});
