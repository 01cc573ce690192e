import type { LocalOss } from '@ossferry/local-oss';
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import {
  describeInBrowser,
  paste,
  pressMain,
  sign,
  signAndDownload,
  signForPasting,
  slowly,
  untilComplete,
  untilPercent,
} from './web.test-support.ts';

/** How to reach each state of the page. */
const states: Readonly<Record<string, (page: Page, local: LocalOss) => Promise<unknown>>> = {
  'the form': async (page) => page.click('#panel-sign form summary'),
  'a signed URL with open details and a changed form': async (page) => {
    await sign(page);
    for (const summary of await page.$$('[data-testid=signed] summary')) await summary.click();
    await page.click('.samples li:last-child button');
    await page.waitForSelector('[data-testid=signed] > .note');
  },
  'a signed URL that could not be copied': async (page) => {
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await sign(page);
    await page.click('.secret button');
    await page.waitForSelector('.secret textarea');
  },
  'an expired URL': async (page) => {
    await sign(page);
    await page.evaluate(() => Object.assign(Date, { now: () => Number.MAX_SAFE_INTEGER }));
    await page.waitForSelector('[data-testid=signed] .note');
  },
  'a refused URL and the form for another one': async (page) => {
    await page.select('#bucket', 'demo-requester-pays');
    await paste(page, await signForPasting(page));
    await page.waitForSelector('[data-state=failed]');
    await page.click('.failure summary');
  },
  'a missing CORS rule': async (page, local) => {
    local.setFaults(() => ({ type: 'change-headers', headers: { 'access-control-allow-origin': null } }));
    await signAndDownload(page);
    await page.waitForSelector('.cors');
  },
  'a URL form with a mistake': async (page) => {
    await page.click('#tab-download');
    await page.click('#panel-download .primary');
    await page.waitForSelector('[aria-invalid=true]');
  },
  'a paused download': async (page) => {
    await signAndDownload(page);
    await untilPercent(page, 5);
    await pressMain(page, 'paused');
  },
  'a complete file': async (page) => {
    await page.select('#panel-sign #bucket', 'demo-requester-pays');
    await page.click('#panel-sign form summary');
    await page.click('[name=requestPayer]');
    await signAndDownload(page);
    await untilComplete(page);
  },
  'an explanation': async (page) => {
    await page.click('#tab-explain');
    await page.click('#panel-explain .quiet');
    await page.click('#panel-explain .primary');
    await page.waitForSelector('[data-testid=findings]');
  },
};

describeInBrowser('chromium', (bench) => {
  const examine = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (Reflect.get(globalThis, 'axe') as typeof axe).run());
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };

  const emulate = (page: Page, scheme: 'light' | 'dark'): Promise<void> =>
    page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);

  it.each(Object.entries(states))(
    'behavior: axe reports no violations for %s, in light, dark and narrow',
    async (_, reach) => {
      const page = await bench.open((fresh) => emulate(fresh, 'light'));
      bench.web.local.setFaults(slowly);
      await reach(page, bench.web.local);
      expect(await examine(page)).toEqual([]);
      await emulate(page, 'dark');
      await page.setViewport({ width: 320, height: 900 });
      expect(await examine(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    },
  );

  it('behavior: forced colors keep received ranges, selected tab, badge and main button distinguishable', async () => {
    const page = await bench.open();
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    bench.web.local.setFaults(slowly);
    await signAndDownload(page);
    await untilPercent(page, 5);
    await pressMain(page, 'paused');
    await page.mouse.move(0, 0); // Hovering changes the look.
    const cells = await page.$$eval('.map i', (all) => all.map((cell) => getComputedStyle(cell).backgroundColor));
    expect(new Set(cells).size).toBeGreaterThan(1);
    const looks = (name: string, ...selectors: readonly string[]): Promise<readonly string[]> =>
      page.evaluate(
        (property, each) =>
          each.map((selector) => {
            const element = document.querySelector(selector);
            return element === null ? '' : getComputedStyle(element).getPropertyValue(property);
          }),
        name,
        selectors,
      );
    const pairs = [
      await looks('border-bottom-color', '#tab-download', '#tab-sign'),
      await looks('background-color', '[data-testid=download] .primary', '[data-testid=download] .secondary'),
      await looks('border-style', '.badge', 'h2'),
    ];
    for (const [one, other] of pairs) expect(one).not.toBe(other);
  });
});
