import { existsSync } from 'node:fs';
import type { FaultRequest } from '@ossferry/local-oss';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { type BrowserName, executablePaths, startBrowser } from './browser/browsers.ts';
import { startWeb, type Web } from './server/start-web.ts';

/** The shared fixture of the tests in one browser. */
export interface Bench {
  readonly web: Web;
  /** Opens the page in a fresh profile and records its CSP violations. */
  readonly open: (prepare?: (page: Page) => Promise<unknown>) => Promise<Page>;
  /** The CSP violations of all pages of this test. */
  readonly violations: () => Promise<readonly string[]>;
}

/** Describes the page in a real browser. If it is not installed, the tests are skipped locally and fail in CI. */
export function describeInBrowser(name: BrowserName, body: (bench: Bench) => void): void {
  const isMissing = !existsSync(executablePaths[name]);
  if (isMissing) console.log(`skipped: the page in ${name}: ${executablePaths[name]} is not installed`);
  describe.skipIf(isMissing && process.env['CI'] === undefined)(`the page in ${name}`, () => body(setUp(name)));
}

/** A fault that makes downloads slow enough to interrupt. */
export const slowly = ({ method }: FaultRequest): { type: 'drip'; chunkBytes: number; pauseMs: number } | undefined =>
  method === 'GET' ? { type: 'drip', chunkBytes: 64 * 1024, pauseMs: 30 } : undefined;

/** Waits until this percentage of a download has arrived. */
export async function untilPercent(page: Page, percent: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector('.map')?.getAttribute('aria-valuenow')) >= wanted,
    {},
    percent,
  );
}

/** Waits until a download is complete. */
export async function untilComplete(page: Page): Promise<void> {
  await page.waitForSelector('[data-state=complete]');
}

export function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

/** Signs the default object. */
export async function sign(page: Page): Promise<void> {
  await page.click('#panel-sign form > button');
  await page.waitForSelector('[data-testid=signed]');
}

/** Signs the default object and starts the download. */
export async function signAndDownload(page: Page): Promise<void> {
  await sign(page);
  await page.click('[data-testid=signed] > .primary');
}

/** Pastes a URL into the download form and submits it. */
export async function paste(page: Page, url: string): Promise<void> {
  await page.$eval(
    '#download-url',
    (field, text) => {
      (field as HTMLTextAreaElement).value = text;
    },
    url,
  );
  await page.click('#panel-download form button');
}

/** Signs the default object, opens the Download tab and returns the URL. */
export async function signForPasting(page: Page): Promise<string> {
  await sign(page);
  await page.click('[data-testid=show-url]');
  const url = await textOf(page, '[data-testid=url]');
  await page.click('#tab-download');
  return url;
}

/** Clicks the main button of the download once it accepts clicks, and waits for a state. */
export async function pressMain(page: Page, state: string): Promise<void> {
  await page.waitForSelector('#download-main[data-settled=true]');
  await page.click('#download-main');
  await page.waitForSelector(`[data-state=${state}]`);
}

/** Waits until the page contains a text. */
export async function untilText(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.body.textContent.includes(wanted), {}, text);
}

/** Lists the names in the origin private file system. */
export function listFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  });
}

function setUp(name: BrowserName): Bench {
  let web: Web;
  let browser: Browser;
  let pages: Page[] = [];
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    const page = { folder: inject('pageFolder') };
    [web, browser] = await Promise.all([startWeb({ page, fast: true }), startBrowser(name)]);
  }, 60_000);
  afterEach(async () => {
    web.local.setFaults(undefined);
    pages = [];
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  return {
    get web() {
      return web;
    },
    async open(prepare) {
      const context = await browser.createBrowserContext();
      contexts.push(context);
      const page = await context.newPage();
      pages.push(page);
      await page.evaluateOnNewDocument(() => {
        const violations: string[] = [];
        Object.assign(globalThis, { violations });
        addEventListener('securitypolicyviolation', (event) => {
          violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
        });
      });
      await prepare?.(page);
      await page.goto(web.origin);
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#key')?.value);
      return page;
    },
    violations: async () => (await Promise.all(pages.map((page) => page.evaluate(readViolations)))).flat(),
  };
}

function readViolations(): readonly string[] {
  return Reflect.get(globalThis, 'violations') as readonly string[];
}
