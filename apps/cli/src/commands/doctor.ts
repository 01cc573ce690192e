import { type ErrorPhase, OssError } from '@ossferry/contract';
import { untilAborted } from '@ossferry/downloader-core/internal';
import type { Command } from 'commander';
import type { CheckResult } from '../doctor/check-result.ts';
import { listenForInterrupt } from '../interrupt.ts';
import type { SourceFlags } from '../open-source.ts';
import { addClientFlags } from '../options/client-flags.ts';
import { addCredentialsFlags } from '../options/credentials-flags.ts';
import { addNetworkFlags, readNetworkFlags } from '../options/network-flags.ts';
import { parseOrigin } from '../options/parse-origin.ts';
import { addReadFlags } from '../options/request-flags.ts';
import { announceWait } from '../progress/announce-wait.ts';
import { chooseProgressMode } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

interface DoctorFlags extends SourceFlags {
  readonly origin?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Adds `ossferry doctor`: checks the requirements of a download. */
export function addDoctorCommand(program: Command, shell: Shell): void {
  const command = program
    .command('doctor')
    .description('Check everything a download needs, from DNS to permissions')
    .argument(
      '[object or URL]',
      "oss://bucket/key, a presigned URL, or '-' for a URL on stdin (default: check the endpoint only)",
    )
    .option('--origin <origin>', 'also check CORS for an origin: https://app.example.com', parseOrigin)
    .option('--json', 'print the results as JSON');
  addReadFlags(command.optionsGroup('Object:'));
  addNetworkFlags(addCredentialsFlags(addClientFlags(command)))
    .addHelpText('after', examples)
    .action((object: string | undefined, flags: DoctorFlags) => runDoctor(object, flags, shell));
}

const examples = `
Examples:
  $ ossferry doctor --region cn-hangzhou
  $ ossferry doctor oss://examplebucket/report.pdf
  $ ossferry doctor "$URL" --origin https://app.example.com`;

async function runDoctor(object: string | undefined, flags: DoctorFlags, shell: Shell): Promise<void> {
  const { origin, json } = flags;
  const [{ runChecks }, { createProbe }, { renderResults }, { corsRule }] = await Promise.all([
    import('../doctor/run-checks.ts'),
    import('../doctor/probe.ts'),
    import('../doctor/render-results.ts'),
    import('../doctor/cors-rule.ts'),
  ]);
  const network = await readNetworkFlags(flags, shell);
  const interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const endWait = announceWait('Checking…', json ? 'none' : chooseProgressMode(undefined, shell), shell.stderr);
  const checking = runChecks({ object, origin, flags, shell, probe: createProbe(network, signal), signal });
  // DNS lookups cannot be aborted.
  const results = await untilAborted(checking, signal).finally(() => {
    endWait();
    interrupt.stop();
  });
  const needsRule = results.some(({ name, nextStep }) => name.startsWith('cors ') && nextStep !== '');
  const rule = origin !== undefined && needsRule ? corsRule(origin) : undefined;
  if (json) writeLine(shell.stdout, JSON.stringify({ results, corsRule: rule }, null, 2));
  else writeLine(shell.stdout, [renderResults(results, shell.stdout), rule].filter(Boolean).join('\n\n'));
  const failed = results.filter(({ status }) => status === 'fail');
  if (failed.length > 0) throw checksFailed(failed);
}

/** The error of a command that hits the first of these failures. */
function checksFailed(failed: readonly CheckResult[]): OssError {
  const names = failed.map(({ name }) => name);
  const kind = kinds.find(({ checks }) => checks.test(names[0] ?? '')) ?? otherKind;
  return new OssError({
    code: kind.code,
    phase: kind.phase,
    message: `${names.length === 1 ? 'One check' : `${names.length} checks`} failed: ${names.join(', ')}.`,
    advice: names.length === 1 ? undefined : 'Fix the first one first.',
  });
}

interface FailureKind {
  readonly code: string;
  readonly phase: ErrorPhase;
}

const kinds: readonly (FailureKind & { readonly checks: RegExp })[] = [
  { checks: /^credentials$/, code: 'CredentialsUnusable', phase: 'credentials' },
  { checks: /^(?:dns|endpoint|cname .*)$/, code: 'HostUnusable', phase: 'connect' },
];
const otherKind: FailureKind = { code: 'ChecksFailed', phase: 'headers' };
