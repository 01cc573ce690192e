import type { Fault, FaultRequest } from '@ossferry/local-oss';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import {
  describeInBrowser,
  paste,
  pressMain,
  signAndDownload,
  signForPasting,
  slowly,
  textOf,
  untilComplete,
  untilPercent,
  untilText,
} from './web.test-support.ts';

const film = { bucket: 'demo', key: 'films/harbour-at-dawn.mp4' };

/** Applies a fault to every GET. */
const toEachGet =
  (fault: Fault) =>
  ({ method }: FaultRequest): Fault | undefined =>
    method === 'GET' ? fault : undefined;

describeInBrowser('chromium', (bench) => {
  const untilFailed = (page: Page) => page.waitForSelector('[data-state=failed]');
  const buttons = (page: Page): Promise<readonly string[]> =>
    page.$$eval('[data-testid=download] > .row button', (all) => all.map(({ textContent }) => textContent));
  const sentence = (page: Page): Promise<string> => textOf(page, '[data-testid=download] .failure > p');

  it('behavior: a replaced object starts again with one button, without data of the old one', async () => {
    const page = await bench.open();
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 20);
    await bench.web.local.generateObject({ ...film, sizeBytes: 9_000_000, seed: 7 });
    await untilFailed(page);
    expect(await page.title()).toBe('Download failed – harbour-at-dawn.mp4 – Ossferry');
    expect(await sentence(page)).toContain('was replaced after this download started');
    expect(await buttons(page)).toEqual(['Start again', 'Discard']);
    await page.reload();
    await untilFailed(page);
    bench.web.local.setFaults(undefined);
    await pressMain(page, 'complete');
    expect(await page.title()).toBe('Complete and verified – harbour-at-dawn.mp4 – Ossferry');
    await page.click('#tab-sign');
    expect(await page.title()).toBe('Sign – Ossferry');
    expect(await textOf(page, '[data-testid=download]')).toMatch(/Size9.00 MB/);
    expect(await textOf(page, '[data-testid=download]')).not.toContain('resumed');
  });

  it('behavior: the rate is shown before the first piece is complete, and the numbers do not move the button', async () => {
    const page = await bench.open((fresh) => fresh.setViewport({ width: 360, height: 900 }));
    const top = (): Promise<number | undefined> =>
      page.evaluate(() => document.querySelector('#download-main')?.getBoundingClientRect().top);
    bench.web.local.setFaults(({ method }) =>
      method !== 'GET'
        ? undefined
        : [
            { type: 'delay-headers', delayMs: 300 },
            { type: 'drip', chunkBytes: 8 * 1024, pauseMs: 50 },
          ],
    );
    await signAndDownload(page);
    await page.waitForSelector('[data-state=running]');
    const before = await top();
    await page.waitForFunction(() => /^0 bytes.*\/s/.test(document.querySelector('.numbers')?.textContent ?? ''));
    expect(await top()).toBe(before);
  });

  it('behavior: during a stall, the page shows no rate and what it is waiting for', async () => {
    const page = await bench.open((fresh) =>
      fresh.evaluateOnNewDocument(() => {
        // A fast clock, so that the window of the rate passes quickly.
        const { now } = Date;
        const openedMs = now();
        Date.now = () => openedMs + (now() - openedMs) * 10;
      }),
    );
    const badge = (text: string) =>
      page.waitForFunction((wanted) => document.querySelector('.badge')?.textContent === wanted, {}, text);
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await page.waitForFunction(() => document.querySelector('.numbers')?.textContent.includes('/s'));
    await page.waitForFunction(() => /^[1-9]\d?% – harbour-at-dawn.mp4 – Ossferry$/.test(document.title));
    bench.web.local.setFaults(toEachGet({ type: 'stall', afterBodyBytes: 0, durationMs: 3_500 }));
    await page.waitForFunction(() => !/\/s|left/.test(document.querySelector('.numbers')?.textContent ?? '/s'));
    bench.web.local.setFaults(toEachGet({ type: 'respond', status: 503 }));
    await badge('Retrying…');
    await page.setOfflineMode(true);
    await badge('Waiting for the network…');
    bench.web.local.setFaults(undefined);
    await page.setOfflineMode(false);
    await untilComplete(page);
  });

  it('behavior: a failure is shown in the language of the page, also after a reload', async () => {
    const page = await bench.open();
    const url = await signForPasting(page);
    const error = { code: 'NoSuchKey', message: 'The specified key does not exist.' };
    bench.web.local.setFaults(toEachGet({ type: 'respond', status: 404, error }));
    await paste(page, url);
    await untilFailed(page);
    expect(await sentence(page)).toBe('The object does not exist.');
    await page.reload();
    await untilFailed(page);
    await page.select('select.compact', 'ja');
    expect(await sentence(page)).toBe('オブジェクトが存在しません。');
    expect(await textOf(page, '.failure details [lang=en]')).toContain('OSS returned 404 NoSuchKey');
    expect(await textOf(page, '#panel-download > div > .note')).not.toContain('届いた分');
    await page.select('select.compact', 'zh');
    expect(await sentence(page)).toBe('文件（Object）不存在。');
  });

  it('behavior: a CORS failure shows the missing rule and does not offer to explain the URL', async () => {
    const page = await bench.open();
    bench.web.local.setFaults(() => ({ type: 'change-headers', headers: { 'access-control-allow-origin': null } }));
    await signAndDownload(page);
    await untilFailed(page);
    expect(await buttons(page)).toEqual(['Try again', 'Discard']);
    expect(await textOf(page, '.cors')).toContain(`Source${bench.web.origin}`);
    expect(await textOf(page, '.cors')).toContain('Allowed Headersrange\nif-match');
  });

  it('error: a full disk names the file, not its internal name', async () => {
    const page = await bench.open();
    const session = await page.createCDPSession();
    await session.send('Storage.overrideQuotaForOrigin', { origin: bench.web.origin, quotaSize: 1_000_000 });
    await signAndDownload(page);
    await untilFailed(page);
    expect(await sentence(page)).toContain('“harbour-at-dawn.mp4”');
    expect(await textOf(page, '.numbers')).toMatch(/^0 bytes \/ /);
    expect(await textOf(page, '.failure')).not.toMatch(/download-[0-9a-f]{8}/);
    await session.detach();
  });

  it('error: the signing server limits the rate; the last URL is kept', async () => {
    const page = await bench.open();
    await page.click('#panel-sign form > button');
    await page.waitForSelector('[data-testid=signed]');
    await page.setRequestInterception(true);
    const headers = { 'retry-after': '3' };
    page.on('request', (request) => {
      if (!request.url().includes('/api/sign')) return void request.continue();
      void request.respond({ status: 429, headers, body: JSON.stringify({ error: { code: 'TooManyRequests' } }) });
    });
    await page.click('#panel-sign form > button');
    await untilText(page, 'Too many URLs were signed in a short time. Try again in 3 sec.');
    expect(await page.$('[data-testid=signed]')).not.toBeNull();
    expect(await page.$eval('#panel-sign form > button', ({ className }) => className)).toBe('primary');
  });
});
