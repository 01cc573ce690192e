import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import {
  describeInBrowser,
  listFiles,
  pressMain,
  signAndDownload,
  slowly,
  untilComplete,
  untilPercent,
  untilText,
} from './web.test-support.ts';

for (const name of ['chromium', 'firefox'] as const) {
  describeInBrowser(name, (bench) => {
    const openBeside = async (page: Page): Promise<Page> => {
      const beside = await page.browserContext().newPage();
      await beside.goto(bench.web.origin);
      await beside.waitForFunction(() => document.querySelector<HTMLInputElement>('#key')?.value);
      return beside;
    };

    it('behavior: a download belongs to one tab; when it is closed, another tab continues', async () => {
      const first = await bench.open();
      bench.web.local.setFaults(slowly);
      await signAndDownload(first);
      await untilPercent(first, 5);
      const second = await openBeside(first);
      await second.click('#tab-download');
      await untilText(second, '“harbour-at-dawn.mp4” is open in another tab.');
      expect(await first.$('[data-state=running]')).not.toBeNull();
      bench.web.local.setFaults(undefined);
      await first.close();
      await untilComplete(second);
    });

    it('behavior: a download discarded in one tab disappears in the others', async () => {
      const first = await bench.open();
      await signAndDownload(first);
      await untilComplete(first);
      const second = await openBeside(first);
      await second.click('#tab-download');
      await untilText(second, 'is open in another tab.');
      await first.bringToFront();
      await pressMain(first, 'complete');
      await first.click('[data-testid=download] .row:last-of-type button:last-of-type');
      await second.bringToFront();
      await second.waitForFunction(() => !document.body.textContent.includes('is open in another tab.'));
    });

    it('behavior: each tab keeps its own download after a reload', async () => {
      const first = await bench.open();
      bench.web.local.setFaults(slowly);
      await signAndDownload(first);
      const second = await openBeside(first);
      await signAndDownload(second);
      const inEach = async (act: (page: Page) => Promise<unknown>): Promise<void> => {
        for (const page of [first, second]) {
          await page.bringToFront(); // Chromium throttles background pages.
          await act(page);
        }
      };
      await inEach((page) => untilPercent(page, 2));
      await inEach((page) => page.reload());
      bench.web.local.setFaults(undefined);
      await inEach(untilComplete);
      expect(await listFiles(first)).toHaveLength(2);
    });

    it('behavior: orphaned files are removed, others are kept', async () => {
      const page = await bench.open();
      await signAndDownload(page);
      await untilComplete(page);
      await page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        await root.getFileHandle(`download-${crypto.randomUUID()}`, { create: true });
        await root.getDirectoryHandle(`download-${crypto.randomUUID()}.ossferry`, { create: true });
      });
      await page.reload();
      await page.waitForFunction(async () => {
        let count = 0;
        for await (const _ of (await navigator.storage.getDirectory()).keys()) count += 1;
        return count === 1;
      });
      await untilComplete(page);
    });
  });
}
