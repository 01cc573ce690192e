import type { Command } from 'commander';
import type { SourceFlags } from '../open-source.ts';
import { chooseProgressMode, type ProgressMode, progressOption } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { addClientFlags } from './client-flags.ts';
import { addCredentialsFlags } from './credentials-flags.ts';
import { addNetworkFlags } from './network-flags.ts';
import { addRenewalFlags } from './renewal-flags.ts';
import { addReadFlags } from './request-flags.ts';
import { retriesHelp } from './transfer-flags.ts';
import { wholeNumber } from './whole-number.ts';

/** The options of commands that compare a file with an object. */
export interface CompareFlags extends SourceFlags {
  readonly keepChecksums?: boolean | undefined;
  readonly retries?: number | undefined;
  readonly json?: boolean | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Adds the arguments and options of {@link CompareFlags} to a command. */
export function addCompareFlags(command: Command): Command {
  command
    .argument('<file>', 'local file')
    .argument('<object or URL>', "oss://bucket/key, a presigned URL, or '-' for a URL on stdin")
    .option('--keep-checksums', 'write <file>.ossferry-checksums, so that repair downloads only bad ranges')
    .option('--retries <number>', retriesHelp, wholeNumber('--retries', 0, 1000))
    .option('--json', 'print the result as JSON')
    .addOption(progressOption());
  addReadFlags(command.optionsGroup('Object:'));
  return addNetworkFlags(addRenewalFlags(addCredentialsFlags(addClientFlags(command))));
}

/** Chooses the progress mode. With `--json` and no `--progress`, stderr is only for errors. */
export function compareProgress(flags: CompareFlags, shell: Shell): ProgressMode {
  return flags.json && flags.progress === undefined ? 'none' : chooseProgressMode(flags.progress, shell);
}
