import { runChecks } from './check.ts';
import type { Setting } from './setting.ts';
import { signingServerChecks } from './signing-server-checks.ts';
import { streamedDownloadChecks } from './streamed-download-checks.ts';
import { universalChecks } from './universal-checks.ts';

/** For workerd: the setting is the body of a request, the outcomes are its answer. */
// biome-ignore lint/style/noDefaultExport: that is how workerd finds a worker.
export default {
  async fetch(request: Request): Promise<Response> {
    const setting: Setting = await request.json();
    return Response.json(
      await runChecks([
        ...universalChecks(setting),
        ...signingServerChecks(setting),
        ...streamedDownloadChecks(setting),
      ]),
    );
  },
};
