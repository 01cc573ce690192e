import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeInBrowser, textOf } from './web.test-support.ts';

describeInBrowser('chromium', (bench) => {
  const openExplain = async (): Promise<Page> => {
    const page = await bench.open();
    await page.click('#tab-explain');
    return page;
  };
  const explain = async (page: Page): Promise<void> => {
    await page.click('#panel-explain .primary');
    await page.waitForSelector('[data-testid=findings]');
  };
  const answer = (page: Page): Promise<string> =>
    page.$eval('#explain-xml', (field) => (field as HTMLTextAreaElement).value);

  it('default: moments name their zone', async () => {
    const page = await openExplain();
    await page.click('#panel-explain .quiet');
    await explain(page);
    expect(await textOf(page, '[data-testid=findings] .facts')).toMatch(
      /2026, \d+:\d\d:\d\d [AP]M (UTC|GMT|[A-Z]{3,4})/,
    );
  });

  it('behavior: what is no URL is not asked for, and said to be none', async () => {
    const page = await openExplain();
    await page.type('#explain-url', 'foo');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.click('#panel-explain .secondary');
    expect(await textOf(page, '#panel-explain [role=alert]')).toContain('Paste the whole URL');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('explain-url');
    expect(sent).toEqual([]);
    await explain(page);
    expect(await textOf(page, '.findings')).toContain('NotAUrl');
    expect(await page.$('[data-testid=findings] .facts')).toBeNull();
  });

  it('behavior: another URL is not explained by the answer to the last one', async () => {
    const page = await openExplain();
    await page.click('#panel-explain .quiet');
    await explain(page);
    await page.type('#explain-url', 'x');
    expect(await answer(page)).toBe('');
    expect(await page.$('[data-testid=findings]')).toBeNull();
  });

  it('behavior: an answer that was pasted first stays', async () => {
    const page = await openExplain();
    await page.type('#explain-xml', '<Error/>');
    await page.type('#explain-url', 'https://h/k');
    expect(await answer(page)).toBe('<Error/>');
  });
});
