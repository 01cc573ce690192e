import { fileURLToPath } from 'node:url';
import { buildPage } from './page-files.ts';
import { readArguments, type StartArguments, StartError, usage } from './read-arguments.ts';
import { startWeb, type Web, type WebOptions } from './start-web.ts';
import { writeAudit } from './write-audit.ts';

// `pnpm web` runs the page, its signing server and a local OSS until Ctrl-C.
try {
  const given = readArguments(process.argv.slice(2));
  if (given.help) console.log(usage);
  else await start(given);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function start({ dev, fast, port }: StartArguments): Promise<void> {
  const folder = fileURLToPath(new URL('../../dist/page', import.meta.url));
  if (!dev) await buildPage(folder);
  const options: WebOptions = {
    page: dev ? 'development' : { folder },
    fast,
    audit: (entry) => console.log(writeAudit(entry)),
  };
  const web = await (port === undefined ? startOnUsualPort(options) : startOnPort({ ...options, port }));
  console.log(`
  Page           ${web.origin}
  Signing server ${web.origin}/api/sign   the access keys stay on this server
  Local OSS      ${web.local.endpoint}   ${fast ? 'at full speed' : 'slow enough to watch (--fast: full speed)'}

  Press Ctrl-C to stop. Signing requests:
`);
  process.once('SIGINT', () => void web.close());
}

/** Uses the same port every time, unless it is in use. */
async function startOnUsualPort(options: WebOptions): Promise<Web> {
  try {
    return await startWeb({ ...options, port: 4173 });
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    return startWeb(options);
  }
}

async function startOnPort(options: WebOptions): Promise<Web> {
  try {
    return await startWeb(options);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const reason = code === 'EADDRINUSE' ? 'is in use' : 'requires privileges that you do not have';
    throw new StartError(`Port ${options.port} ${reason}: choose another one with --port.`, { cause: error });
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
