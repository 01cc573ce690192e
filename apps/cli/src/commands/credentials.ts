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

/** Adds `ossferry credentials`: shows which credentials source is used, and why the others are not. */
export function addCredentialsCommand(program: Command, shell: Shell): void {
  const command = program
    .command('credentials')
    .description('Show which credentials are used, and why')
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
  const chain = await explainCredentials(flags, shell);
  const nowMs = Date.now();
  const links = chain.map((link) => reportLink(link, nowMs));
  const last = links.findLast(({ outcome }) => outcome !== 'untried');
  const signer = last?.outcome === 'used' ? last.source : null;
  writeLine(shell.stdout, flags.json ? JSON.stringify({ signer, links }, null, 2) : formatReport(links));
  if (signer === null) throw noCredentials(last);
}

/** The same error, with the same advice, as from every command that signs. */
function noCredentials(last: LinkReport | undefined): OssError {
  const phase = 'credentials';
  return last?.outcome === 'broken'
    ? new OssError({ code: 'ChainStopped', phase, message: `The search stopped at ${last.source}: ${last.code}.` })
    : new OssError({ code: 'ChainExhausted', phase, message: 'No source has credentials.' });
}
