import type { Readable } from 'node:stream';
import type { Client, PresignResult } from '@ossferry/client';
import type { Command } from 'commander';
import { buildOperation } from '../build-operation.ts';
import { formatDuration } from '../format/format-duration.ts';
import { parseObjectAddress } from '../object-address.ts';
import { openClient } from '../open-client.ts';
import { addClientFlags, type ClientFlags } from '../options/client-flags.ts';
import { addCredentialsFlags, type CredentialsFlags } from '../options/credentials-flags.ts';
import { type ExpiryPolicy, expiryPolicyOption } from '../options/expiry-policy.ts';
import { parseDate } from '../options/parse-date.ts';
import { parseDuration } from '../options/parse-duration.ts';
import { addRequestFlags, type RequestFlags } from '../options/request-flags.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { writeLine } from '../write-line.ts';

interface SignFlags extends RequestFlags, ClientFlags, CredentialsFlags {
  readonly expires?: number | undefined;
  readonly expiration?: Date | undefined;
  readonly minLifetime?: number | undefined;
  readonly signingWindow?: number | undefined;
  readonly expiryPolicy?: ExpiryPolicy | undefined;
  readonly json?: boolean | undefined;
}

/** Adds `ossferry sign`: prints a presigned URL on stdout, and its expiration and headers on stderr. */
export function addSignCommand(program: Command, shell: Shell): void {
  const command = program
    .command('sign')
    .description('Sign a URL for an object, valid for a limited time')
    .argument('<object>', "oss://bucket/key, or '-' for one per line on stdin")
    .option('--json', 'print URL, headers, expiration and limits as JSON')
    .optionsGroup('Lifetime:')
    .option('--expires <time>', 'lifetime: 900, 30m, 12h, 7d (default: 15m)', parseDuration)
    .option('--expiration <date>', 'expiration date, for example 2030-01-31T18:00:00Z; overrides --expires', parseDate)
    .option('--min-lifetime <time>', 'fail if the security token expires sooner', parseDuration)
    .option('--signing-window <time>', 'print the same, cacheable URL within windows of this length', parseDuration)
    .addOption(expiryPolicyOption());
  addCredentialsFlags(addClientFlags(addRequestFlags(command)))
    .addHelpText('after', examples)
    .action((object: string, flags: SignFlags) => {
      checkLifetime(flags);
      return object === '-' ? signLines(flags, shell) : signObject(object, flags, shell);
    });
}

const examples = `
Examples:
  $ ossferry sign oss://examplebucket/report.pdf --expires 12h
  $ ossferry sign oss://examplebucket/7f3a.bin --download-as 'Report 2030.pdf'
  $ ossferry sign oss://examplebucket/in.csv --operation put --content-type text/csv
  $ ossferry sign - --expires 1d < objects.txt > urls.txt
  $ curl -fo report.pdf "$(ossferry sign oss://examplebucket/report.pdf)"`;

async function signObject(object: string, flags: SignFlags, shell: Shell): Promise<void> {
  const result = await openSigner(flags, shell)(object);
  writeLine(shell.stdout, flags.json ? JSON.stringify(result, null, 2) : result.url);
  if (!flags.json) for (const line of remarks(result, Date.now())) writeLine(shell.stderr, line);
}

/** Signs the object of each line as it arrives, and prints a line for it; stops at the first error. */
async function signLines(flags: SignFlags, shell: Shell): Promise<void> {
  const { readLines } = await import('../batch/read-lines.ts');
  const sign = openSigner(flags, shell);
  let isFirst = true;
  for await (const line of readLines(shell.stdin as Readable)) {
    if (line === '') continue;
    const result = await sign(line);
    writeLine(shell.stdout, flags.json ? JSON.stringify(result) : result.url);
    if (flags.json) continue;
    // Lifetime and headers are the same for all.
    for (const remark of isFirst ? remarks(result, Date.now()) : warningsOf(result)) writeLine(shell.stderr, remark);
    isFirst = false;
  }
}

/** Signs objects with one client per bucket, which caches the credentials. */
function openSigner(flags: SignFlags, shell: Shell): (object: string) => Promise<PresignResult> {
  const clients = new Map<string, Promise<Client>>();
  return async (object) => {
    const address = parseObjectAddress(object);
    const request = await buildOperation(address, flags);
    const client = clients.get(address.bucket) ?? openClient(address, flags, shell, Object.keys(flags.header ?? {}));
    clients.set(address.bucket, client);
    return (await client).presign(request, {
      expires: flags.expires,
      expiration: flags.expiration,
      minLifetimeSeconds: flags.minLifetime,
      signingWindowSeconds: flags.signingWindow,
      expiryPolicy: flags.expiryPolicy,
    });
  };
}

/** Refuses a --min-lifetime longer than the URL: it only makes the client request a longer token. */
function checkLifetime({ expires = defaultSeconds, expiration, minLifetime = 0 }: SignFlags): void {
  const lifetime = expiration === undefined ? expires : Math.floor((expiration.getTime() - Date.now()) / 1000);
  // The client refuses an expiration in the past, with a better message.
  if (minLifetime <= lifetime || lifetime < 1) return;
  throw usageError(
    'InvalidLifetime',
    `--min-lifetime (${formatDuration(minLifetime * 1000)}) is longer than the lifetime of the URL (${formatDuration(lifetime * 1000)}).`,
    'Increase --expires.',
  );
}

const defaultSeconds = 900;

function* remarks(result: PresignResult, nowMs: number): Generator<string> {
  const { method, expiration, signedHeaders, limitedBy } = result;
  const left = formatDuration(Math.max(0, Math.ceil((expiration.getTime() - nowMs) / 1000) * 1000));
  const cut = limitedBy === 'token' ? ' The security token expires then, before the requested lifetime.' : '';
  yield `Valid for ${method} until ${expiration.toISOString().replace('.000', '')} (${left}).${cut}`;
  const headers = Object.entries(signedHeaders);
  if (headers.length > 0) yield 'Send exactly these headers with the request:';
  for (const [name, value] of headers) yield `  ${name}: ${value}`;
  yield* warningsOf(result);
}

function warningsOf({ warnings }: PresignResult): readonly string[] {
  return warnings.map(({ message }) => `Warning: ${message}`);
}
