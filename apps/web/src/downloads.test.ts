import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import {
  describeInBrowser,
  listFiles,
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

describeInBrowser('chromium', (bench) => {
  const discardButton = '[data-testid=download] .row:last-of-type button:last-of-type';

  /** Changes the stored fields of the download; `null` removes a field. */
  const change = (page: Page, changes: object): Promise<void> =>
    page.evaluate((wanted) => {
      const [key = ''] = Object.keys(localStorage).filter((name) => name.startsWith('download'));
      const kept = { ...JSON.parse(localStorage.getItem(key) ?? ''), ...wanted };
      localStorage.setItem(
        key,
        JSON.stringify(kept, (_, value) => value ?? undefined),
      );
    }, changes);

  it('behavior: another URL replaces an expired pasted one', async () => {
    const page = await bench.open();
    const url = await signForPasting(page);
    bench.web.local.setFaults(slowly);
    await paste(page, url);
    await untilPercent(page, 5);
    await pressMain(page, 'paused');
    expect(await textOf(page, '#panel-download form')).toContain('Continue with another URL');
    bench.web.local.setFaults(() => ({ type: 'shift-clock', offsetMs: 86_400_000 }));
    await pressMain(page, 'failed');
    bench.web.local.setFaults(undefined);
    await paste(page, url);
    await untilComplete(page);
    expect(await textOf(page, '[data-testid=download]')).toContain('resumed from an earlier run');
  });

  it('behavior: a resumed download continues after a reload', async () => {
    const page = await bench.open();
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 5);
    await pressMain(page, 'paused');
    await change(page, { spentMs: 3_600_000 });
    await page.reload();
    await page.waitForSelector('[data-state=paused]');
    await pressMain(page, 'running');
    await untilPercent(page, 10);
    await page.reload();
    bench.web.local.setFaults(undefined);
    await untilComplete(page);
    expect(await textOf(page, '[data-testid=download] .facts')).toContain('Duration1 hr');
  });

  it('behavior: a reload just after the file was completed', async () => {
    const page = await bench.open();
    await signAndDownload(page);
    await untilComplete(page);
    await change(page, { result: null });
    await page.reload();
    await untilComplete(page);
  });

  it('behavior: the data of a saved file is kept until the next visit', async () => {
    const page = await bench.open();
    await signAndDownload(page);
    await untilComplete(page);
    await pressMain(page, 'complete');
    await page.click(discardButton);
    await page.waitForSelector('#download-url');
    expect(await listFiles(page)).toHaveLength(1);
    await page.reload();
    await page.waitForFunction(async () => {
      for await (const _ of (await navigator.storage.getDirectory()).keys()) return false;
      return true;
    });
  });

  it('behavior: discarding an unsaved file needs confirmation', async () => {
    const page = await bench.open();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (asked.length < 3 ? dialog.dismiss() : dialog.accept());
    });
    await signAndDownload(page);
    await untilComplete(page);
    await page.click(discardButton);
    await page.click('#tab-sign');
    await page.click('[data-testid=signed] > .primary');
    await untilComplete(page);
    await page.click(discardButton);
    await page.waitForSelector('#download-url');
    expect(asked).toEqual(Array(3).fill('“harbour-at-dawn.mp4” has not been saved. Discard the received data?'));
  });

  it('behavior: discarding received data needs confirmation; a click just after a state change does nothing', async () => {
    const page = await bench.open();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (asked.length < 2 ? dialog.dismiss() : dialog.accept());
    });
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 5);
    await page.waitForSelector('#download-main[data-settled=true]');
    await page.evaluate(() => {
      const pressAtOnce = new MutationObserver(() => {
        if (document.querySelector('[data-state=paused]') === null) return;
        pressAtOnce.disconnect();
        document.getElementById('download-main')?.click();
      });
      pressAtOnce.observe(document.body, { attributes: true, subtree: true });
    });
    await page.click('#download-main');
    await page.waitForSelector('[data-state=paused] #download-main[data-settled=true]');
    await page.click(discardButton);
    expect(await page.$('[data-state=paused]')).not.toBeNull();
    await page.click(discardButton);
    await page.waitForSelector('#download-url');
    expect(asked).toHaveLength(2);
  });

  it('behavior: a refused signed URL is explained, without a progress display', async () => {
    const page = await bench.open();
    await page.select('#bucket', 'demo-requester-pays');
    await signAndDownload(page);
    await page.waitForSelector('[data-state=failed]');
    expect(await page.$$('[data-testid=download] :is(.map, .numbers)')).toEqual([]);
    await page.click('[data-testid=download] .primary');
    await page.waitForSelector('[data-testid=findings]');
    expect(await textOf(page, '#panel-explain [role=status]')).toBe('OSS returned 403.');
  });

  it('behavior: the map clears ranges that are requested again', async () => {
    const page = await bench.open();
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 5);
    await pressMain(page, 'paused');
    await change(page, { ranges: [[0, 16_777_216]] });
    await page.reload();
    await page.waitForSelector('[data-state=paused]');
    await pressMain(page, 'running');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.map i')].some((cell) => !cell.getAttribute('style')?.includes('1.00')),
    );
  });

  it('behavior: only one download at a time', async () => {
    const page = await bench.open();
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 1);
    await page.click('#tab-sign');
    await page.click('[data-testid=signed] > .primary');
    await untilText(page, '“harbour-at-dawn.mp4” is still downloading.');
    await pressMain(page, 'paused');
    expect(await page.$eval('#panel-download .note', (note) => (note as HTMLElement).hidden)).toBe(true);
  });

  it('behavior: the focus stays on the main button, or moves to the URL field', async () => {
    const page = await bench.open();
    const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 1);
    await pressMain(page, 'paused');
    await pressMain(page, 'running');
    expect(await focused()).toBe('download-main');
    await pressMain(page, 'paused');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.click(discardButton);
    await page.waitForSelector('#download-url');
    expect(await focused()).toBe('download-url');
    await page.goBack();
    await page.waitForSelector('#panel-download[hidden]');
    expect(await focused()).toBe('tab-sign');
  });

  it('behavior: Enter submits a pasted URL, also one in angle brackets and two lines; a mistake disappears on input', async () => {
    const page = await bench.open();
    await page.click('.samples li:nth-child(3) button');
    const url = await signForPasting(page);
    const field = '#download-url';
    const mistake = (): Promise<string | undefined> =>
      page.evaluate(() => document.querySelector('#panel-download [role=alert]')?.textContent);
    await page.type(field, url.replace('-', ' -'));
    await page.keyboard.press('Enter');
    expect(await mistake()).toContain('contains spaces');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    expect(await mistake()).toBeUndefined();
    await page.$eval(
      field,
      (textarea, text) => {
        (textarea as HTMLTextAreaElement).value = text;
      },
      `<${url.replace('&', '&\r\n  ')}>`,
    );
    await page.keyboard.press('Enter');
    await untilComplete(page);
  });

  it('error: a URL that the CSP of the page does not allow', async () => {
    const page = await bench.open();
    await page.click('#tab-download');
    await paste(page, 'http://examplebucket.oss-cn-hangzhou.aliyuncs.com/k?Signature=s');
    expect(await textOf(page, '#panel-download [role=alert]')).toContain('can only fetch https:// URLs');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('download-url');
    expect(await bench.violations()).toEqual([]);
  });
});
