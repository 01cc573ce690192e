import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeInBrowser, sign, textOf, untilText } from './web.test-support.ts';

describeInBrowser('chromium', (bench) => {
  const submit = '#panel-sign form > button';
  const copy = '.secret button:first-of-type';

  /** Lets the clipboard take everything, or nothing. */
  const setClipboard = (page: Page, isOpen: boolean): Promise<unknown> =>
    page.evaluateOnNewDocument((mayWrite) => {
      const writeText = (): Promise<void> => (mayWrite ? Promise.resolve() : Promise.reject(new Error('denied')));
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    }, isOpen);

  it('behavior: while the server is slow, what was signed last stays, and it is asked once', async () => {
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

  it('behavior: all samples can be chosen, and the page says when the form is not what was signed any more', async () => {
    const page = await bench.open();
    const signed = (): Promise<string> => textOf(page, '[data-testid=signed]');
    const classes = (): Promise<readonly string[]> =>
      page.$$eval('#panel-sign form > button, [data-testid=signed] > button', (all) =>
        all.map(({ className }) => className),
      );
    await sign(page);
    expect(await signed()).toContain('Ready to sharedemo/films/harbour-at-dawn.mp4');
    expect(await signed()).toContain('This URL works on this machine only.');
    expect(await classes()).toEqual(['secondary', 'primary']);
    expect(await page.$$eval('.samples button', (all) => all.map(({ textContent }) => textContent))).toEqual([
      'films/harbour-at-dawn.mp4 16.8 MB',
      'reports/年次報告 2026.pdf 4.19 MB',
      'notes.txt 18 bytes',
      'weather/2026-11.csv 2.1 MB',
    ]);
    await page.click('.samples li:nth-child(3) button');
    await untilText(page, 'You changed the form. Sign again');
    expect(await classes()).toEqual(['primary', 'secondary']);
    await page.click('#panel-sign form summary');
    const versions = await page.$$eval('#version option', (all) => all.map(({ text }) => text));
    expect(versions).toEqual(['Newest', expect.stringMatching(/ \(newest\)$/), expect.stringMatching(/ \(older\)$/)]);
    await page.click('.samples li:first-child button');
    await page.waitForFunction(() => !document.body.textContent.includes('You changed the form.'));
    await page.type('#key', '/../x');
    await page.click(submit);
    await untilText(page, 'This URL may not work for everybody:The key has a');
    await page.select('select.compact', 'zh');
    await untilText(page, '此 URL 不一定在所有地方都可用：对象名称中有“.”或“..”路径段');
  });

  it('behavior: a copy is said to be one', async () => {
    const page = await bench.open((fresh) => setClipboard(fresh, true));
    await sign(page);
    await page.click(copy);
    await page.waitForFunction(() => document.querySelector('.secret [role=status]')?.textContent === 'Copied');
    expect(await textOf(page, copy)).toBe('Copied: Presigned URL');
  });

  it('behavior: a clipboard that is closed leaves the text selected', async () => {
    const page = await bench.open((fresh) => setClipboard(fresh, false));
    await sign(page);
    await page.click(copy);
    await untilText(page, 'Could not copy it.');
    const selected = await page.$eval('.secret textarea', (field) => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
      return document.activeElement === field ? value.slice(selectionStart, selectionEnd) : '';
    });
    expect(selected).toMatch(/x-oss-signature=[0-9a-f]{64}$/);
  });

  it('behavior: a URL that has ended is not offered any more', async () => {
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

  it('behavior: a page that may not store anything', async () => {
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
  ])('behavior: characters as they are written in %s', async (language, own, other) => {
    const page = await bench.open();
    await page.select('select.compact', language);
    const fonts = await page.$eval('html', (html) => getComputedStyle(html).fontFamily);
    expect(fonts).toContain(own);
    expect(fonts).not.toContain(other);
  });
});
