import { type Outcome, runChecks } from './check.ts';
import { pageDownloadChecks } from './page-download-checks.ts';
import type { TestConfig } from './test-config.ts';
import { universalChecks } from './universal-checks.ts';

/** For browsers: the host calls this function in a page. */
async function runConformance(configUrl: string): Promise<Outcome[]> {
  const config: TestConfig = await (await fetch(configUrl)).json();
  return runChecks([...universalChecks(config), ...pageDownloadChecks(config)]);
}

Object.assign(globalThis, { runConformance });
