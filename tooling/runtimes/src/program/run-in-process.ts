import { runChecks } from './check.ts';
import { fileDownloadChecks } from './file-download-checks.ts';
import { signingServerChecks } from './signing-server-checks.ts';
import type { TestConfig } from './test-config.ts';
import { universalChecks } from './universal-checks.ts';

// For Node.js, Bun and Deno: fetches the config from the URL in the argument, and writes the outcomes to standard output.
const config: TestConfig = await (await fetch(process.argv[2] ?? '')).json();
console.log(
  JSON.stringify(
    await runChecks([...universalChecks(config), ...signingServerChecks(config), ...fileDownloadChecks(config)]),
  ),
);
process.exit(0);
