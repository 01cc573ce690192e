import { expect, it } from 'vitest';
import {
  describeInBrowser,
  paste,
  pressMain,
  sign,
  signAndDownload,
  slowly,
  textOf,
  untilComplete,
  untilPercent,
} from './web.test-support.ts';

describeInBrowser('chromium', (bench) => {
  it('default: a URL is masked until revealed', async () => {
    const page = await bench.open();
    await sign(page);
    expect(await textOf(page, '[data-testid=url]')).toMatch(/x-oss-signature=\*\*\*$/);
    await page.click('[data-testid=show-url]');
    expect(await textOf(page, '[data-testid=url]')).toMatch(/x-oss-signature=[0-9a-f]{64}$/);
    expect(await textOf(page, '[data-testid=show-url]')).toBe('Hide: Presigned URL');
    expect(await page.$('.secret [aria-pressed]')).toBeNull();
  });

  it('behavior: pause and resume; the map shows the received ranges', async () => {
    const page = await bench.open();
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 15);
    await pressMain(page, 'paused');
    const filled = await page.$$eval('.map i', (cells) => {
      return cells.map((cell) => Number((cell as HTMLElement).style.getPropertyValue('--filled')));
    });
    expect(filled.filter((part) => part === 1).length).toBeGreaterThan(8);
    expect(filled.filter((part) => part === 0).length).toBeGreaterThan(8);
    expect(await page.$eval('.map', (map) => map.getAttribute('aria-label'))).toBe('Received ranges');
    bench.web.local.setFaults(undefined);
    await pressMain(page, 'complete');
  });

  it('behavior: after a reload, a pasted URL must be pasted again to resume', async () => {
    const page = await bench.open();
    await sign(page);
    await page.click('[data-testid=show-url]');
    const url = await textOf(page, '[data-testid=url]');
    bench.web.local.setFaults(slowly);
    await page.click('#tab-download');
    await paste(page, url);
    await untilPercent(page, 5);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('x-oss-signature');
    await page.reload();
    bench.web.local.setFaults(undefined);
    await page.waitForSelector('[data-state=paused]');
    await paste(page, url);
    await untilComplete(page);
    expect(await textOf(page, '[data-testid=download]')).toContain('resumed from an earlier run');
  });

  it('option: V1, the custom domain and signed headers', async () => {
    const page = await bench.open();
    await page.click('#panel-sign form summary');
    await page.select('#signature', 'v1');
    for (const name of ['customDomain', 'requestPayer', 'rangeBehavior']) await page.click(`[name=${name}]`);
    await sign(page);
    expect(await textOf(page, '[data-testid=url]')).toMatch(/^http:\/\/files\.localhost:.*&Signature=/);
    expect(await textOf(page, '[data-testid=signed] .lines')).toContain('x-oss-range-behavior: standard');
    await page.click('[data-testid=signed] > .primary');
    await untilComplete(page);
  });

  it('error: an object that the policy does not allow', async () => {
    const page = await bench.open(async (fresh) => {
      await fresh.evaluateOnNewDocument(() => {
        const { fetch } = globalThis;
        globalThis.fetch = (input, init) => {
          const body = init?.body;
          return fetch(input, { ...init, ...(typeof body === 'string' && { body: body.replace('demo', 'other') }) });
        };
      });
    });
    await page.click('#panel-sign form > button');
    await page.waitForSelector('#panel-sign [role=alert]');
    expect(await textOf(page, '#panel-sign [role=alert]')).toContain('does not allow this bucket');
  });
});
