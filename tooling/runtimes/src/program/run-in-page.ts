import { type Outcome, runChecks } from './check.ts';
import { pageDownloadChecks } from './page-download-checks.ts';
import type { Setting } from './setting.ts';
import { universalChecks } from './universal-checks.ts';

/** For browsers: the host calls it in a page. */
async function runConformance(settingUrl: string): Promise<Outcome[]> {
  const setting: Setting = await (await fetch(settingUrl)).json();
  return runChecks([...universalChecks(setting), ...pageDownloadChecks(setting)]);
}

Object.assign(globalThis, { runConformance });
