import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium as playwright } from 'playwright-core';
import type { Browser, BrowserKind, Tab } from './browser.ts';

const executablePath = '/usr/bin/chromium';

const words = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];

/** Chromium, driven by Playwright. It is started here rather than by Playwright, so that it can be killed. */
export const chromium: BrowserKind = {
  name: 'Chromium',
  executablePath,
  async start(profile): Promise<Browser> {
    const child = spawn(executablePath, [...words, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const exited = once(child, 'exit');
    const browser = await playwright.connectOverCDP(await readEndpoint(child.stderr));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('Chromium has no context');
    const killAll = async (): Promise<void> => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await exited;
    };
    return {
      async openTab(url): Promise<Tab> {
        const page = await context.newPage();
        await page.goto(url);
        return {
          run: (name, ...given) =>
            page.evaluate(([called, passed]) => Reflect.get(globalThis, 'lab')[called](...passed), [
              name,
              given,
            ] as const),
          evaluate: (expression) => page.evaluate(expression),
          goto: async (to) => void (await page.goto(to)),
          reload: async () => void (await page.reload()),
          close: () => page.close(),
          setOffline: (isOffline) => context.setOffline(isOffline),
          async setQuota(origin, quotaSize) {
            const session = await context.newCDPSession(page);
            await session.send('Storage.overrideQuotaForOrigin', {
              origin,
              ...(quotaSize === undefined ? {} : { quotaSize }),
            });
            if (quotaSize === undefined) await session.detach();
          },
        };
      },
      async kill() {
        await killAll();
        await browser.close().catch(() => undefined);
      },
      async close() {
        await browser.close().catch(() => undefined);
        await killAll();
      },
    };
  },
};

async function readEndpoint(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const endpoint = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (endpoint !== undefined) {
      output.resume(); // Nobody reads the rest; a full pipe would stop the browser.
      return endpoint;
    }
  }
  throw new Error('Chromium ended before it listened');
}
