import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { CorsRule } from '@ossferry/local-oss';
import type { Command } from 'commander';
import { listenForInterrupt } from '../interrupt.ts';
import { collectBucket } from '../options/collect-bucket.ts';
import { nonEmpty } from '../options/non-empty.ts';
import { collectOrigin } from '../options/parse-origin.ts';
import { wholeNumber } from '../options/whole-number.ts';
import type { Shell } from '../shell.ts';
import { startServer } from '../start-server.ts';
import { writeLine } from '../write-line.ts';

interface LocalFlags {
  readonly directory?: string | undefined;
  readonly port?: number | undefined;
  readonly bucket?: readonly string[] | undefined;
  readonly region: string;
  readonly origin?: readonly string[] | undefined;
}

/** Adds `ossferry local`: runs a local OSS until Ctrl-C, and prints the environment variables to use it. */
export function addLocalCommand(program: Command, shell: Shell): void {
  program
    .command('local')
    .description('Run a local OSS for development and tests')
    .option('--directory <folder>', 'store objects in this folder (default: in memory)', nonEmpty('--directory'))
    .option('--port <number>', 'port on 127.0.0.1 (default: any free port)', wholeNumber('--port', 0, 65_535))
    .option('--bucket <name>', 'bucket to serve (repeatable; default: examplebucket)', collectBucket)
    .option('--region <id>', 'region of the buckets', nonEmpty('--region'), 'cn-hangzhou')
    .option('--origin <origin>', 'let pages of this origin use the buckets, by CORS (repeatable)', collectOrigin)
    .addHelpText('after', examples)
    .action((flags: LocalFlags) => serve(flags, shell));
}

const examples = `
Examples:
  $ ossferry local
  $ ossferry local --directory ./objects --port 9000 --bucket photos --bucket logs
  $ ossferry local --origin http://127.0.0.1:8080`;

async function serve(flags: LocalFlags, shell: Shell): Promise<void> {
  const { directory, port, region, bucket: buckets = ['examplebucket'], origin: origins = [] } = flags;
  // A new secret for every run, so that it cannot be guessed.
  const account = { accessKeyId: 'local', accessKeySecret: randomBytes(24).toString('base64url') };
  const interrupt = listenForInterrupt();
  const cors = await corsRules(origins);
  const local = await startServer({
    directory,
    port,
    region,
    buckets: buckets.map((name) => ({ name, cors })),
    accounts: [account],
  });
  const environment = {
    OSS_ACCESS_KEY_ID: account.accessKeyId,
    OSS_ACCESS_KEY_SECRET: account.accessKeySecret,
    OSS_SESSION_TOKEN: '', // Otherwise, a token set for the real OSS would be sent.
    OSS_ENDPOINT: local.endpoint,
    OSS_REGION: region,
  };
  const object = `oss://${buckets[0]}/hello.txt`;
  const say = (line: string): void => writeLine(shell.stderr, line);
  say(`Local OSS listening on ${local.endpoint}. Press Ctrl-C to stop.`);
  say(`Serving ${listOf(buckets)}; objects are stored ${placeOf(directory)}.`);
  say('Paste this into another terminal; the keys only work for this server:\n');
  const { setVariable, curl } = commands(process.platform);
  for (const [name, value] of Object.entries(environment)) writeLine(shell.stdout, setVariable(name, value));
  say(`\nThen, for example:\n\n  echo hello > hello.txt\n  ossferry put hello.txt ${object}`);
  say(`  ${curl} "$(ossferry sign ${object})"\n`);
  if (!interrupt.signal.aborted) await once(interrupt.signal, 'abort');
  await local.close();
  interrupt.stop();
}

/** What a page may do with a signed URL: download with all guarantees, and upload. */
async function corsRules(origins: readonly string[]): Promise<readonly CorsRule[]> {
  if (origins.length === 0) return [];
  const { corsRule } = await import('@ossferry/downloader-browser');
  const { exposeHeaders } = corsRule();
  return [{ allowedOrigins: origins, allowedMethods: ['GET', 'HEAD', 'PUT'], allowedHeaders: ['*'], exposeHeaders }];
}

function listOf(buckets: readonly string[]): string {
  return `${buckets.length === 1 ? 'bucket' : 'buckets'} ${buckets.join(', ')}`;
}

function placeOf(directory: string | undefined): string {
  return directory === undefined ? 'in memory' : `in ${directory}`;
}

/** The commands of the usual shell, on Windows PowerShell, where `curl` may be an alias of `Invoke-WebRequest`. */
export function commands(platform: NodeJS.Platform): {
  readonly setVariable: (name: string, value: string) => string;
  readonly curl: string;
} {
  return platform === 'win32'
    ? { setVariable: (name, value) => `$env:${name} = '${value}'`, curl: 'curl.exe' }
    : { setVariable: (name, value) => `export ${name}=${value}`, curl: 'curl' };
}
