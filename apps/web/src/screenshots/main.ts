import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { startBrowser } from '../browser/browsers.ts';
import { buildPage } from '../server/page-files.ts';
import { startWeb } from '../server/start-web.ts';

// `pnpm --filter @ossferry/web screenshots` writes screenshots of the page's states to docs/images/web.
const target = resolve(import.meta.dirname, '../../../../docs/images/web');
const maxBytes = 150_000;
const wide = { width: 1000, height: 720 };
const phone = { width: 390, height: 844 };

const folder = await mkdtemp(join(tmpdir(), 'ossferry-web-'));
await buildPage(folder);
await mkdir(target, { recursive: true });
const web = await startWeb({ page: { folder } });
const browser = await startBrowser('chromium');
try {
  const page = await open('light', wide);
  await picture(page, 'sign');
  await sign(page);
  await picture(page, 'signed');
  await page.click('[data-testid=steps] > summary');
  await picture(page, 'steps', '[data-testid=steps]');
  await page.click('[data-testid=signed] > .primary');
  await untilPercent(page, 25);
  await picture(page, 'downloading');
  await pressMain(page);
  await page.waitForSelector('[data-state=paused]');
  await picture(page, 'paused');
  web.local.setFaults(undefined);
  await pressMain(page);
  await page.waitForSelector('[data-state=complete]');
  await picture(page, 'verified');
  await explain(page);
  await picture(page, 'explained');
  await page.close();

  const dark = await open('dark', wide);
  await sign(dark);
  await picture(dark, 'signed-dark');
  await explain(dark);
  await picture(dark, 'explained-dark');
  await dark.close();

  const narrow = await open('light', phone);
  await picture(narrow, 'sign-narrow');
  await sign(narrow);
  await picture(narrow, 'signed-narrow');
  await narrow.click('[data-testid=signed] > .primary');
  await narrow.waitForSelector('[data-state=complete]');
  await picture(narrow, 'verified-narrow');
} finally {
  await browser.close();
  await web.close();
  await rm(folder, { recursive: true });
}

async function open(scheme: 'light' | 'dark', viewport: typeof wide): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.goto(web.origin);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#key')?.value !== '');
  return page;
}

async function sign(page: Page): Promise<void> {
  await page.click('form .primary');
  await page.waitForSelector('[data-testid=signed]');
}

async function explain(page: Page): Promise<void> {
  await page.setViewport({ width: 760, height: 720 });
  await page.click('#tab-explain');
  await page.click('#panel-explain form .quiet');
  await page.click('#panel-explain form .primary');
  await page.waitForSelector('[data-testid=findings]');
  // Without the header, the picture stays below `maxBytes`.
  await page.$eval('header', (header) => {
    header.hidden = true;
  });
}

/** Clicks the main button once it accepts clicks. */
async function pressMain(page: Page): Promise<void> {
  await page.waitForSelector('#download-main[data-settled=true]');
  await page.click('#download-main');
}

async function untilPercent(page: Page, percent: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector('.map')?.getAttribute('aria-valuenow')) >= wanted,
    {},
    percent,
  );
}

/** Takes a screenshot of the page or of one element. */
async function picture(page: Page, name: string, selector = 'html'): Promise<void> {
  const path = join(target, `${name}.png`) as `${string}.png`;
  await page.mouse.move(0, 0); // Hovering changes the look of buttons.
  await (await page.$(selector))?.screenshot({ path });
  const { size } = await stat(path);
  console.log(`${name}.png  ${Math.round(size / 1000)} kB`);
  if (size > maxBytes) throw new Error(`${name}.png has more than ${maxBytes} bytes`);
}
