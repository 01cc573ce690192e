import { OssError } from '@ossferry/contract';
import type { Command } from 'commander';
import { explainCredentials } from '../credentials.ts';
import { formatReport, type LinkReport, reportLink } from '../credentials-report.ts';
import { addCredentialsFlags, type CredentialsFlags } from '../options/credentials-flags.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

interface ReportFlags extends CredentialsFlags {
  readonly json?: boolean | undefined;
}

/** Adds `ossferry credentials`: shows which source of credentials is used, and why the others are not. */
export function addCredentialsCommand(program: Command, shell: Shell): void {
  const command = program
    .command('credentials')
    .description('Show whose credentials are used, and why no others')
    .option('--json', 'print the report as JSON');
  addCredentialsFlags(command)
    .addHelpText('after', examples)
    .action((flags: ReportFlags) => showCredentials(flags, shell));
}

const examples = `
Examples:
  $ ossferry credentials
  $ ossferry credentials --profile prod --role-arn acs:ram::1234567890123456:role/reader`;

async function showCredentials(flags: ReportFlags, shell: Shell): Promise<void> {
  const answers = await explainCredentials(flags, shell);
  const nowMs = Date.now();
  const links = answers.map((link) => reportLink(link, nowMs));
  const last = links.findLast(({ outcome }) => outcome !== 'not asked');
  const signer = last?.outcome === 'used' ? last.source : null;
  writeLine(shell.stdout, flags.json ? JSON.stringify({ signer, links }, null, 2) : formatReport(links));
  if (signer === null) throw noCredentials(last);
}

function noCredentials(last: LinkReport | undefined): OssError {
  const facts = { code: 'NoCredentials', phase: 'credentials' } as const;
  if (last?.outcome === 'broken') {
    const message = `${last.source} is asked for, or set up, but gives no credentials (${last.code}).`;
    return new OssError({ ...facts, message, advice: 'Put right what the table says, or take it away.' });
  }
  return new OssError({ ...facts, message: 'No source has credentials.', advice: howToSetUp });
}

const howToSetUp =
  "Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary keys), or run 'aliyun configure'.";
