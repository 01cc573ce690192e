import { type PresignedUrl, readExpiration } from '@ossferry/downloader-core';
import { type SnippetLanguage, snippetLanguages } from '@ossferry/snippets';
import { type Command, Option } from 'commander';
import { buildOperation } from '../build-operation.ts';
import { isObjectAddress, parseObjectAddress } from '../object-address.ts';
import { openClient } from '../open-client.ts';
import { openSource } from '../open-source.ts';
import { addClientFlags, type ClientFlags } from '../options/client-flags.ts';
import { addCredentialsFlags, type CredentialsFlags } from '../options/credentials-flags.ts';
import { parseDuration } from '../options/parse-duration.ts';
import { addReadFlags, type ReadFlags } from '../options/request-flags.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { writeLine } from '../write-line.ts';

interface SnippetFlags extends ReadFlags, ClientFlags, CredentialsFlags {
  readonly lang: SnippetLanguage;
  readonly output?: string | undefined;
  readonly expires?: number | undefined;
}

const languages = snippetLanguages.map(({ language }) => language);

/** Adds `ossferry snippet`: prints a program that downloads a presigned URL, in one of eight languages. */
export function addSnippetCommand(program: Command, shell: Shell): void {
  const command = program
    .command('snippet')
    .description('Print a program that downloads a presigned URL')
    .argument('<object or URL>', "oss://bucket/key, a presigned URL, or '-' for a URL on stdin")
    .addOption(new Option('--lang <language>', 'language of the program').choices(languages).makeOptionMandatory())
    .option('-o, --output <name>', 'output file of the program (default: the name in the URL)')
    .option('--expires <time>', 'lifetime of the URL: 900, 30m, 12h, 7d (default: 15m)', parseDuration);
  addReadFlags(command.optionsGroup('Object:'));
  addCredentialsFlags(addClientFlags(command))
    .addHelpText('after', examples)
    .action(async (object: string, flags: SnippetFlags) => {
      const presigned = await presign(object, flags, shell);
      const { snippet } = await import('@ossferry/snippets');
      shell.stdout.write(
        snippet({ url: presigned.url, signedHeaders: presigned.signedHeaders }, flags.lang, { fileName: flags.output }),
      );
      writeLine(shell.stderr, remark(presigned));
    });
}

const examples = `
Examples:
  $ ossferry snippet oss://examplebucket/report.pdf --lang python --expires 12h > download.py
  $ ossferry snippet "$URL" --lang go --header x-oss-request-payer:requester > download.go
  $ ossferry sign oss://examplebucket/report.pdf | ossferry snippet - --lang curl -o report.pdf | sh`;

async function presign(object: string, flags: SnippetFlags, shell: Shell): Promise<PresignedUrl> {
  if (isObjectAddress(object)) {
    const address = parseObjectAddress(object);
    const request = await buildOperation(address, flags);
    const client = await openClient(address, flags, shell, Object.keys(flags.header ?? {}));
    return client.presign(request, { expires: flags.expires });
  }
  if (flags.expires !== undefined) {
    throw usageError(
      'OptionConflict',
      '--expires cannot change the lifetime of a signed URL.',
      'Remove it, or pass oss://bucket/key.',
    );
  }
  const { source } = await openSource(object, flags, shell, new AbortController().signal);
  const presigned = typeof source === 'function' ? await source({}) : source;
  return typeof presigned === 'string' ? { url: presigned } : presigned;
}

function remark({ url, expiration = readExpiration(url) }: PresignedUrl): string {
  const end = expiration === undefined ? 'its URL expires' : new Date(expiration).toISOString().replace('.000', '');
  return `The program contains a secret until ${end}: anyone who can read it can download the object.`;
}
