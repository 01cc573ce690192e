import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage } from './page-files.ts';
import { startWeb } from './start-web.ts';

// What `pnpm web` runs: the page, its signing server and a local OSS, until Ctrl-C.
const { values } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    port: { type: 'string', default: '4173' },
    fast: { type: 'boolean', default: false },
  },
});
const folder = fileURLToPath(new URL('../../dist/page', import.meta.url));
if (!values.dev) await buildPage(folder);
const web = await startWeb({
  page: values.dev ? 'development' : { folder },
  port: Number(values.port),
  fast: values.fast,
  audit: ({ at, ask, status, code }) =>
    console.log(
      `  ${at.toISOString()}  ${status} ${code ?? 'signed'}  ${ask === undefined ? '' : `${ask.bucket}/${ask.key}`}`,
    ),
});
console.log(`
  Page           ${web.origin}
  Signing server ${web.origin}/api/sign   the keys stay here
  Local OSS      ${web.local.endpoint}   ${values.fast ? 'at full speed' : 'sends slowly, so that there is something to see (--fast)'}

  Ctrl-C ends it. What is signed:
`);
process.once('SIGINT', () => void web.close());
