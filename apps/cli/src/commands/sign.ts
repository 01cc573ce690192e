import type { PresignResult } from '@ossferry/client';
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
    .argument('<object>', 'oss://bucket/key')
    .option('--json', 'print URL, headers, expiration and limits as JSON')
    .optionsGroup('Lifetime:')
    .option('--expires <time>', 'lifetime: 900, 30m, 12h, 7d (default: 15m)', parseDuration)
    .option('--expiration <date>', 'expiration date, for example 2030-01-31T18:00:00Z; overrides --expires', parseDate)
    .option('--min-lifetime <time>', 'fail if the security token expires sooner', parseDuration)
    .option('--signing-window <time>', 'print the same, cacheable URL within windows of this length', parseDuration)
    .addOption(expiryPolicyOption());
  addCredentialsFlags(addClientFlags(addRequestFlags(command)))
    .addHelpText('after', examples)
    .action(async (object: string, flags: SignFlags) => {
      checkLifetime(flags);
      const address = parseObjectAddress(object);
      const request = await buildOperation(address, flags);
      const client = await openClient(address, flags, shell, Object.keys(flags.header ?? {}));
      const result = await client.presign(request, {
        expires: flags.expires,
        expiration: flags.expiration,
        minLifetimeSeconds: flags.minLifetime,
        signingWindowSeconds: flags.signingWindow,
        expiryPolicy: flags.expiryPolicy,
      });
      writeLine(shell.stdout, flags.json ? JSON.stringify(result, null, 2) : result.url);
      if (!flags.json) for (const line of remarks(result, Date.now())) writeLine(shell.stderr, line);
    });
}

const examples = `
Examples:
  $ ossferry sign oss://examplebucket/report.pdf --expires 12h
  $ ossferry sign oss://examplebucket/7f3a.bin --download-as 'Report 2030.pdf'
  $ ossferry sign oss://examplebucket/in.csv --operation put --content-type text/csv
  $ curl -fo report.pdf "$(ossferry sign oss://examplebucket/report.pdf)"`;

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
  const { method, expiration, signedHeaders, limitedBy, warnings } = result;
  const left = formatDuration(Math.max(0, Math.ceil((expiration.getTime() - nowMs) / 1000) * 1000));
  const cut = limitedBy === 'token' ? ' The security token expires then, before the requested lifetime.' : '';
  yield `Valid for ${method} until ${expiration.toISOString().replace('.000', '')} (${left}).${cut}`;
  const headers = Object.entries(signedHeaders);
  if (headers.length > 0) yield 'Send exactly these headers with the request:';
  for (const [name, value] of headers) yield `  ${name}: ${value}`;
  for (const { message } of warnings) yield `Warning: ${message}`;
}
