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
  untilText,
} from './web.test-support.ts';

for (const name of ['chromium', 'firefox'] as const) {
  describeInBrowser(name, (bench) => {
    it('default: signing and downloading with two clicks, without CSP violations', async () => {
      const page = await bench.open();
      await signAndDownload(page);
      await untilComplete(page);
      expect(await textOf(page, '[data-testid=download]')).toContain('The CRC-64 matches the one stored by OSS');
      await pressMain(page, 'complete');
      await untilText(page, 'Sent to your browser’s downloads');
      expect(await bench.violations()).toEqual([]);
    });

    it('behavior: a reload during the download resumes it', async () => {
      const page = await bench.open();
      bench.web.local.setFaults(slowly);
      await signAndDownload(page);
      await untilPercent(page, 10);
      await page.reload();
      bench.web.local.setFaults(undefined);
      await untilComplete(page);
      expect(await textOf(page, '[data-testid=download]')).toMatch(/[\d.]+ MB resumed from an earlier run/);
      await page.reload();
      await untilComplete(page);
    });

    it('behavior: a URL that expires during the download is renewed', async () => {
      const page = await bench.open();
      let gets = 0;
      const error = { code: 'AccessDenied', message: 'Request has expired.' };
      bench.web.local.setFaults(({ method }) => {
        if (method === 'GET') gets += 1;
        return method === 'GET' && gets === 4 ? { type: 'respond', status: 403, error } : undefined;
      });
      await signAndDownload(page);
      await untilComplete(page);
      expect(await textOf(page, '[data-testid=download]')).toContain('The URL was renewed once');
    });

    it('behavior: an expired pasted URL is explained', async () => {
      const page = await bench.open();
      await sign(page);
      await page.click('[data-testid=show-url]');
      const url = await textOf(page, '[data-testid=url]');
      bench.web.local.setFaults(() => ({ type: 'shift-clock', offsetMs: 86_400_000 }));
      await page.click('#tab-download');
      await paste(page, url);
      await page.waitForSelector('[data-state=failed]');
      await page.click('[data-testid=download] .primary');
      await page.waitForSelector('[data-testid=findings]');
      expect(await textOf(page, '.findings li:first-child code')).toBe('Expired');
      expect(await textOf(page, '#panel-explain [role=status]')).toBe('OSS returned 403.');
    });

    it('behavior: the language of the browser, until another one is selected', async () => {
      const page = await bench.open((fresh) =>
        fresh.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'languages', { value: ['zh-CN', 'en'] })),
      );
      expect(await page.$eval('html', ({ lang }) => lang)).toBe('zh');
      expect(await textOf(page, '#sign-title')).toBe('生成预签名 URL');
      await page.select('select.compact', 'ja');
      await page.reload();
      expect(await textOf(page, '#sign-title')).toBe('署名付き URL を作成');
      await page.click('#tab-explain');
      await page.click('#panel-explain .quiet');
      await page.click('#panel-explain .primary');
      await page.waitForSelector('[data-testid=findings]');
      expect(await textOf(page, '[data-testid=findings]')).toContain('考えられる原因');
      await page.select('select.compact', 'en');
      await page.waitForFunction(() => /The URL \w+ at/.test(document.body.textContent));
    });

    it('behavior: everything is operable by keyboard', async () => {
      const page = await bench.open();
      const tabTo = async (selector: string): Promise<void> => {
        for (let presses = 0; presses < 30; presses += 1) {
          if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
          await page.keyboard.press('Tab');
        }
        throw new Error(`${selector} is not reachable by keyboard`);
      };
      const pressEnter = async (selector: string, outcome: string): Promise<void> => {
        await tabTo(selector);
        await page.keyboard.press('Enter');
        await page.waitForSelector(outcome);
      };
      await tabTo('#tab-sign');
      await pressEnter('#panel-sign form > button', '[data-testid=signed]');
      await pressEnter('[data-testid=signed] > .primary', '[data-testid=download]');
      await untilComplete(page);
      await page.focus('#tab-download');
      await page.keyboard.press('ArrowRight');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-explain');
      await page.keyboard.press('ArrowLeft');
      // Once the file is saved, the button is no longer the primary one.
      await page.waitForSelector('#download-main[data-settled=true]');
      await pressEnter('[data-testid=download] .primary', '[data-state=complete] .row:not(:has(.primary)) > .muted');
      expect(await textOf(page, '[data-testid=download]')).toContain('Sent to your browser’s downloads');
    });
  });
}
