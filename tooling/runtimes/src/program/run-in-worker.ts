import { runChecks } from './check.ts';
import { signingServerChecks } from './signing-server-checks.ts';
import { streamedDownloadChecks } from './streamed-download-checks.ts';
import type { TestConfig } from './test-config.ts';
import { universalChecks } from './universal-checks.ts';

/** For workerd: reads the config from a request body, and returns the outcomes in the response. */
// biome-ignore lint/style/noDefaultExport: workerd requires it.
export default {
  async fetch(request: Request): Promise<Response> {
    const config: TestConfig = await request.json();
    return Response.json(
      await runChecks([...universalChecks(config), ...signingServerChecks(config), ...streamedDownloadChecks(config)]),
    );
  },
};
