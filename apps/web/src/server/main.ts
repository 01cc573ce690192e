import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage } from './page-files.ts';
import { startWeb, type Web, type WebOptions } from './start-web.ts';

// What `pnpm web` runs: the page, its signing server and a local OSS, until Ctrl-C.
const { values } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    port: { type: 'string' },
    fast: { type: 'boolean', default: false },
  },
});
const folder = fileURLToPath(new URL('../../dist/page', import.meta.url));
if (!values.dev) await buildPage(folder);
const options: WebOptions = {
  page: values.dev ? 'development' : { folder },
  fast: values.fast,
  audit: ({ at, ask, status, code }) =>
    console.log(
      `  ${at.toISOString()}  ${status} ${code ?? 'signed'}  ${ask === undefined ? '' : `${ask.bucket}/${ask.key}`}`,
    ),
};
const web = await (values.port === undefined
  ? startOnUsualPort()
  : startWeb({ ...options, port: Number(values.port) }));
console.log(`
  Page           ${web.origin}
  Signing server ${web.origin}/api/sign   the keys stay here
  Local OSS      ${web.local.endpoint}   ${values.fast ? 'at full speed' : 'sends slowly, so that there is something to see (--fast)'}

  Ctrl-C ends it. What is signed:
`);
process.once('SIGINT', () => void web.close());

/** The same address every time, unless something else has it. */
async function startOnUsualPort(): Promise<Web> {
  try {
    return await startWeb({ ...options, port: 4173 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startWeb(options);
  }
}
