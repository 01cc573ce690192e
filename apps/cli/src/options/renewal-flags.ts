import type { DownloadSource, PresignedUrl } from '@ossferry/downloader-node';
import { type Command, Option } from 'commander';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { collectHeader, type Pairs } from './collect-pairs.ts';
import { type NetworkFlags, readNetworkFlags } from './network-flags.ts';
import { nonEmpty } from './non-empty.ts';

/** The options for renewing a URL. */
export interface RenewalFlags {
  readonly renewCommand?: string | undefined;
  readonly renewUrl?: string | undefined;
  readonly renewHeader?: Pairs | undefined;
}

/** Adds the options of {@link RenewalFlags} to a command. */
export function addRenewalFlags(command: Command): Command {
  return command
    .optionsGroup('URL renewal:')
    .addOption(
      new Option('--renew-command <command>', 'shell command that prints a new URL, or "sign --json" output')
        .argParser(nonEmpty('--renew-command'))
        .conflicts('renewUrl'),
    )
    .option('--renew-url <URL>', 'https URL that returns a new URL, or "sign --json" output', nonEmpty('--renew-url'))
    .option('--renew-header <name:value>', 'header for --renew-url (repeatable)', collectHeader);
}

/** Whether any of {@link RenewalFlags} is given. */
export function asksForRenewal({ renewCommand, renewUrl, renewHeader }: RenewalFlags): boolean {
  return renewCommand !== undefined || renewUrl !== undefined || renewHeader !== undefined;
}

/** Creates a source that starts with `first` and renews it when it expires. */
export async function renewingSource(
  first: PresignedUrl,
  flags: RenewalFlags & NetworkFlags,
  shell: Shell,
  signal: AbortSignal,
): Promise<DownloadSource> {
  const { renewCommand, renewUrl, renewHeader } = flags;
  if (!asksForRenewal(flags)) return first;
  const { sourceFromCommand, sourceFromRenewalUrl } = await import('@ossferry/downloader-node');
  if (renewHeader !== undefined && renewUrl === undefined) {
    throw usageError('OptionConflict', '--renew-header needs --renew-url.', 'Add --renew-url.');
  }
  const renew =
    renewUrl === undefined
      ? sourceFromCommand(renewCommand ?? '', { env: shell.env, signal })
      : sourceFromRenewalUrl(renewUrl, { ...(await readNetworkFlags(flags, shell)), headers: renewHeader, signal });
  let used = false;
  return async () => {
    if (used) return renew();
    used = true;
    return first;
  };
}
