import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeInBrowser, sign, textOf, untilText } from './web.test-support.ts';

describeInBrowser('chromium', (bench) => {
  const submit = '#panel-sign form > button';
  const copy = '.secret button:first-of-type';

  /** Replaces the clipboard with one that accepts or refuses all writes. */
  const setClipboard = (page: Page, isOpen: boolean): Promise<unknown> =>
    page.evaluateOnNewDocument((mayWrite) => {
      const writeText = (): Promise<void> => (mayWrite ? Promise.resolve() : Promise.reject(new Error('denied')));
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    }, isOpen);

  it('behavior: while signing, the last URL is kept and only one request is sent', async () => {
    const page = await bench.open();
    await sign(page);
    await page.click('[data-testid=steps] > summary');
    await page.evaluate(() => {
      const { fetch } = globalThis;
      const calls: (() => void)[] = [];
      const held: typeof fetch = (input, init) =>
        new Promise<void>((resolve) => void calls.push(resolve)).then(() => fetch(input, init));
      Object.assign(globalThis, { calls, fetch: held });
    });
    await page.click(submit);
    await page.waitForSelector('[aria-busy=true] [data-testid=signed]');
    expect(await textOf(page, submit)).toBe('Signing…');
    await page.click(submit);
    expect(
      await page.evaluate(() => {
        const calls = Reflect.get(globalThis, 'calls') as (() => void)[];
        for (const go of calls) go();
        return calls.length;
      }),
    ).toBe(1);
    await page.waitForSelector('[aria-busy=false]');
    expect(await page.$('[data-testid=steps][open]')).not.toBeNull();
  });

  it('behavior: all samples can be selected, and the page shows when the form has changed', async () => {
    const page = await bench.open();
    const signed = (): Promise<string> => textOf(page, '[data-testid=signed]');
    const classes = (): Promise<readonly string[]> =>
      page.$$eval('#panel-sign form > button, [data-testid=signed] > button', (all) =>
        all.map(({ className }) => className),
      );
    await sign(page);
    expect(await signed()).toContain('Ready to sharedemo/films/harbour-at-dawn.mp4');
    expect(await signed()).toContain('This URL only works on this machine.');
    expect(await classes()).toEqual(['secondary', 'primary']);
    expect(await page.$$eval('.samples button', (all) => all.map(({ textContent }) => textContent))).toEqual([
      'films/harbour-at-dawn.mp4 16.8 MB',
      'reports/年次報告 2026.pdf 4.19 MB',
      'notes.txt 18 bytes',
      'weather/2026-11.csv 2.10 MB',
    ]);
    await page.click('.samples li:nth-child(3) button');
    await untilText(page, 'The form has changed. Sign again');
    expect(await classes()).toEqual(['primary', 'secondary']);
    await page.click('#panel-sign form summary');
    const versions = await page.$$eval('#version option', (all) => all.map(({ text }) => text));
    expect(versions).toEqual(['Latest', expect.stringMatching(/ \(latest\)$/), expect.stringMatching(/ \(older\)$/)]);
    await page.click('.samples li:first-child button');
    await page.waitForFunction(() => !document.body.textContent.includes('The form has changed.'));
    await page.type('#key', '/../x');
    await page.click(submit);
    await untilText(page, 'This URL may not work everywhere:The key has a');
    await page.select('select.compact', 'zh');
    await untilText(page, '此 URL 不一定在所有地方都可用：Object 名称中有“.”或“..”路径段');
  });

  it('behavior: copying is confirmed', async () => {
    const page = await bench.open((fresh) => setClipboard(fresh, true));
    await sign(page);
    await page.click(copy);
    await page.waitForFunction(() => document.querySelector('.secret [role=status]')?.textContent === 'Copied');
    expect(await textOf(page, copy)).toBe('Copied: Presigned URL');
  });

  it('behavior: without a clipboard, the text is shown and selected', async () => {
    const page = await bench.open((fresh) => setClipboard(fresh, false));
    await sign(page);
    await page.click(copy);
    await untilText(page, 'Could not copy.');
    const selected = await page.$eval('.secret textarea', (field) => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
      return document.activeElement === field ? value.slice(selectionStart, selectionEnd) : '';
    });
    expect(selected).toMatch(/x-oss-signature=[0-9a-f]{64}$/);
  });

  it('behavior: an expired URL is no longer offered', async () => {
    const page = await bench.open();
    await sign(page);
    await page.evaluate(() => {
      const now = Date.now() + 86_400_000;
      Date.now = () => now;
    });
    await page.waitForFunction(() => !document.querySelector('[data-testid=signed] .primary, .secret, .qr'));
    expect(await textOf(page, '[data-testid=signed] h2')).toBe('This URL has expired');
    expect(await page.$eval(submit, ({ className }) => className)).toBe('primary');
  });

  it('behavior: works without storage', async () => {
    const page = await bench.open((fresh) =>
      fresh.evaluateOnNewDocument(() =>
        Object.defineProperty(globalThis, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
      ),
    );
    await sign(page);
    await page.select('select.compact', 'ja');
    expect(await textOf(page, '#sign-title')).toBe('署名付き URL を作成');
  });

  it.each([
    ['ja', 'Hiragino Sans', 'PingFang SC'],
    ['zh', 'PingFang SC', 'Hiragino Sans'],
  ])('behavior: fonts with the glyphs of %s', async (language, own, other) => {
    const page = await bench.open();
    await page.select('select.compact', language);
    const fonts = await page.$eval('html', (html) => getComputedStyle(html).fontFamily);
    expect(fonts).toContain(own);
    expect(fonts).not.toContain(other);
  });
});
