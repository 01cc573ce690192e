import type { Command } from 'commander';
import type { SourceFlags } from '../open-source.ts';
import { chooseProgressMode, type ProgressMode, progressOption } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { addClientFlags } from './client-flags.ts';
import { addCredentialsFlags } from './credentials-flags.ts';
import { addNetworkFlags } from './network-flags.ts';
import { wholeNumber } from './parse-whole-number.ts';
import { addRenewalFlags } from './renewal-flags.ts';
import { addReadFlags } from './request-flags.ts';

/** What comparing a file with an object takes, as the command line says it. */
export interface CompareFlags extends SourceFlags {
  readonly keepChecksums?: boolean | undefined;
  readonly retries?: number | undefined;
  readonly json?: boolean | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Adds the arguments and options of {@link CompareFlags} to a command. */
export function addCompareFlags(command: Command): Command {
  command
    .argument('<file>', 'the file that is there')
    .argument('<object or URL>', "oss://bucket/key, a presigned URL, or '-' for a URL on stdin")
    .option('--keep-checksums', 'leave <file>.ossferry-checksums beside it, so that a repair is cheap')
    .option(
      '--retries <number>',
      'tries after failures in a row, each with less than 64 KiB (default: 5, and for a minute once bytes have come)',
      wholeNumber('--retries', 0, 1000),
    )
    .option('--json', 'print the result as JSON')
    .addOption(progressOption());
  addReadFlags(command.optionsGroup('Which bytes:'));
  return addNetworkFlags(addRenewalFlags(addCredentialsFlags(addClientFlags(command))));
}

/** Gives the progress mode; with `--json` and nothing asked for, stderr is for errors. */
export function compareProgress(flags: CompareFlags, shell: Shell): ProgressMode {
  return flags.json && flags.progress === undefined ? 'none' : chooseProgressMode(flags.progress, shell);
}
