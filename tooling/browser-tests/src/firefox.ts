import { once } from 'node:events';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import type { Browser, BrowserKind, Tab } from './browser.ts';

const executablePath = '/usr/bin/firefox-esr';

/** Firefox, driven by Puppeteer over WebDriver BiDi. */
export const firefox: BrowserKind = {
  name: 'Firefox',
  executablePath,
  async start(profile): Promise<Browser> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      userDataDir: profile,
      extraPrefsFirefox: {
        'browser.download.folderList': 2,
        'browser.download.dir': join(profile, 'downloads'),
        'browser.download.alwaysOpenPanel': false,
      },
    });
    return {
      async openTab(url): Promise<Tab> {
        const page = await browser.newPage();
        await page.goto(url);
        return {
          run: (name, ...given) =>
            page.evaluate((called, passed) => Reflect.get(globalThis, 'lab')[called](...passed), name, given),
          evaluate: (expression) => page.evaluate(expression),
          goto: async (to) => void (await page.goto(to)),
          reload: async () => void (await page.reload()),
          close: () => page.close(),
        };
      },
      async kill() {
        const child = browser.process();
        const exited = child === null ? undefined : once(child, 'exit');
        child?.kill('SIGKILL');
        await exited;
        await browser.disconnect().catch(() => undefined);
      },
      close: () => browser.close(),
    };
  },
};
