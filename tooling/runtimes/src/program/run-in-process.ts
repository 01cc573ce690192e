import { runChecks } from './check.ts';
import { fileDownloadChecks } from './file-download-checks.ts';
import type { Setting } from './setting.ts';
import { signingServerChecks } from './signing-server-checks.ts';
import { universalChecks } from './universal-checks.ts';

// For Node.js, Bun and Deno: the setting is fetched from the URL given, the outcomes go to standard output.
const setting: Setting = await (await fetch(process.argv[2] ?? '')).json();
console.log(
  JSON.stringify(
    await runChecks([...universalChecks(setting), ...signingServerChecks(setting), ...fileDownloadChecks(setting)]),
  ),
);
process.exit(0);
