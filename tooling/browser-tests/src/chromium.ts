import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type CDPSession, chromium as playwright } from 'playwright-core';
import type { Browser, BrowserKind, Tab } from './browser.ts';

const executablePath = '/usr/bin/chromium';

/** The arguments of a headless Chromium that does nothing on its own. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium, driven by Playwright. It is not started by Playwright, so that the tests can kill it. */
export const chromium: BrowserKind = {
  name: 'Chromium',
  executablePath,
  async start(profile): Promise<Browser> {
    const args = [...chromiumArguments, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
    const child = spawn(executablePath, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    const exited = once(child, 'exit');
    const browser = await playwright.connectOverCDP(await readEndpoint(child.stderr));
    const downloadPath = join(profile, 'downloads');
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
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
          measureHeap: createHeapMeter(await context.newCDPSession(page)),
          setOffline: (isOffline) => context.setOffline(isOffline),
          async setQuota(origin, quotaSize) {
            const session = await context.newCDPSession(page);
            await session.send('Storage.overrideQuotaForOrigin', {
              origin,
              ...(quotaSize === undefined ? {} : { quotaSize }),
            });
            if (quotaSize === undefined) await session.detach();
          },
          async stopServiceWorkers() {
            const session = await context.newCDPSession(page);
            await session.send('ServiceWorker.enable');
            await session.send('ServiceWorker.stopAllWorkers');
            await session.detach();
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
      output.resume(); // Discards the rest, since a full pipe would block the browser.
      return endpoint;
    }
  }
  throw new Error('Chromium exited before it was ready');
}

// Workers are separate targets; the session of the page reports them and forwards messages.
function createHeapMeter(session: CDPSession): () => Promise<number> {
  const workers = new Set<string>();
  const waiting = new Map<number, (bytes: number) => void>();
  let lastId = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) => void workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => void workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result?: HeapUsage };
    waiting.get(id)?.(sumOf(result));
  });
  let attached: Promise<unknown> | undefined;

  const heapOfWorker = (sessionId: string): Promise<number> => {
    lastId += 1;
    const message = JSON.stringify({ id: lastId, method: 'Runtime.getHeapUsage' });
    return new Promise((resolve) => {
      waiting.set(lastId, resolve);
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => resolve(0));
      setTimeout(() => resolve(0), 1_000); // It may have ended.
    });
  };

  return async () => {
    attached ??= session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false });
    await attached;
    const all = [session.send('Runtime.getHeapUsage').then(sumOf), ...[...workers].map(heapOfWorker)];
    return (await Promise.all(all)).reduce((sum, bytes) => sum + bytes, 0);
  };
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize?: number | undefined;
}

function sumOf(usage: HeapUsage | undefined): number {
  return (usage?.usedSize ?? 0) + (usage?.backingStorageSize ?? 0);
}
