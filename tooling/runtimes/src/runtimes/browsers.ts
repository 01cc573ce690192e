import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserKind } from '../../../browser-tests/src/browser.ts';
import { chromium } from '../../../browser-tests/src/chromium.ts';
import { firefox } from '../../../browser-tests/src/firefox.ts';
import type { Outcome } from '../program/check.ts';
import type { Runtime } from './runtime.ts';

/** The browsers, started as in the browser tests. */
export const browsers: readonly Runtime[] = [browserRuntime(chromium), browserRuntime(firefox)];

function browserRuntime({ name, executablePath, start }: BrowserKind): Runtime {
  return {
    name,
    id: name.toLowerCase(),
    executable: existsSync(executablePath) ? executablePath : undefined,
    advice: `Install it as ${executablePath}.`,
    async run(_path, { origin }, { url }) {
      const profile = await mkdtemp(join(tmpdir(), 'ossferry-profile-'));
      const browser = await start(profile);
      try {
        const tab = await browser.openTab(origin);
        return (await tab.evaluate(`runConformance(${JSON.stringify(url)})`)) as Outcome[];
      } finally {
        await browser.close();
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
