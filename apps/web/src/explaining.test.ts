import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeInBrowser, signAndDownload, signForPasting, textOf, untilText } from './web.test-support.ts';

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
  const xmlOf = (page: Page): Promise<string> =>
    page.$eval('#explain-xml', (field) => (field as HTMLTextAreaElement).value);

  it('default: times include their zone', async () => {
    const page = await openExplain();
    await page.click('#panel-explain .quiet');
    await explain(page);
    expect(await textOf(page, '.findings h3')).toMatch(/^The URL \w+ at Jan \d, 2026, .* (UTC|GMT|[A-Z]{3,4})/);
    expect(await textOf(page, '[data-testid=findings] .facts')).toMatch(
      /2026, \d+:\d\d:\d\d [AP]M (UTC|GMT|[A-Z]{3,4})/,
    );
  });

  it('behavior: on a small screen, the explanation is scrolled into view; a change of the language does not scroll', async () => {
    const page = await openExplain();
    await page.setViewport({ width: 360, height: 640 });
    await page.click('#panel-explain .quiet');
    await explain(page);
    await page.waitForFunction(() => {
      const { top = Number.NaN } = document.querySelector('.findings h3')?.getBoundingClientRect() ?? {};
      return top >= 0 && top < innerHeight;
    });
    await page.evaluate(() => scrollTo(0, 0));
    await page.select('header select', 'ja');
    await untilText(page, '新しい URL を取得');
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  it('behavior: an invalid URL is reported and not requested', async () => {
    const page = await openExplain();
    await page.type('#explain-url', 'foo');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.click('#panel-explain .secondary');
    expect(await textOf(page, '#panel-explain [role=alert]')).toContain('Paste the full URL');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('explain-url');
    expect(sent).toEqual([]);
    await explain(page);
    expect(await textOf(page, '.findings')).toContain('NotAUrl');
    expect(await page.$('[data-testid=findings] .facts')).toBeNull();
  });

  it('behavior: another URL clears the response and headers of the last one', async () => {
    const page = await openExplain();
    await page.click('#panel-explain .quiet');
    await explain(page);
    await page.type('#explain-headers', 'x-oss-range-behavior: standard');
    await explain(page);
    await page.type('#explain-url', 'x');
    expect(await xmlOf(page)).toBe('');
    expect(await page.$eval('#explain-headers', (field) => (field as HTMLTextAreaElement).value)).toBe('');
    expect(await page.$('[data-testid=findings]')).toBeNull();
  });

  it('behavior: signed headers are filled in and sent with their URL', async () => {
    const page = await bench.open();
    const headers = '#explain-headers';
    const entered = (): Promise<string> => page.$eval(headers, (field) => (field as HTMLTextAreaElement).value);
    const ask = () => page.click('#panel-explain .secondary');
    await page.click('#panel-sign form summary');
    await page.click('[name=rangeBehavior]');
    bench.web.local.setFaults(() => ({ type: 'shift-clock', offsetMs: 86_400_000 }));
    await signAndDownload(page);
    await page.waitForSelector('[data-state=failed]');
    await page.click('[data-testid=download] .primary');
    await page.waitForSelector('[data-testid=findings]');
    expect(await textOf(page, '.findings li:first-child code')).toBe('Expired');
    expect(await entered()).toBe('x-oss-range-behavior: standard');
    bench.web.local.setFaults(undefined);
    await ask();
    await untilText(page, 'OSS returned 206.');
    await untilText(page, 'No problem was found in this URL.');
    await page.type(headers, '\nx-other');
    await ask();
    expect(await textOf(page, '#panel-explain [role=alert]')).toBe('Enter one header per line: name, colon, value.');
    expect(await page.evaluate(() => `#${document.activeElement?.id}`)).toBe(headers);
    await page.type(headers, ': 1');
    expect(await page.$('#panel-explain [role=alert]')).toBeNull();
  });

  it('behavior: an unreadable response does not count as no problem', async () => {
    const page = await bench.open();
    const url = await signForPasting(page);
    await page.click('#tab-explain');
    await page.type('#explain-url', url);
    bench.web.local.setFaults(() => ({ type: 'change-headers', headers: { 'access-control-allow-origin': null } }));
    await page.click('#panel-explain .secondary');
    await page.waitForSelector('[data-testid=findings]');
    await untilText(page, 'The page cannot read the response');
    expect(await textOf(page, '[data-testid=findings]')).not.toContain('No problem');
    expect(await textOf(page, '[data-testid=findings]')).not.toContain('Access key');
  });

  it('behavior: testing a URL bypasses the HTTP cache', async () => {
    const page = await openExplain();
    await page.type('#explain-url', `${bench.web.local.endpoint}/demo/notes.txt`);
    const headers = { 'cache-control': 'max-age=600' };
    for (const status of [404, 410]) {
      bench.web.local.setFaults(() => [
        { type: 'respond', status },
        { type: 'change-headers', headers },
      ]);
      await page.click('#panel-explain .secondary');
      await untilText(page, `OSS returned ${status}.`);
      await page.waitForSelector('[data-testid=findings]'); // It scrolls the page, which would move the button.
    }
  });

  it('behavior: a response pasted before the URL is kept', async () => {
    const page = await openExplain();
    await page.type('#explain-xml', '<Error/>');
    await page.type('#explain-url', 'https://h/k');
    expect(await xmlOf(page)).toBe('<Error/>');
  });
});
