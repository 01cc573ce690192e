import type { DownloadSource, PresignedUrl } from '@ossferry/downloader-node';
import { type Command, Option } from 'commander';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { collectHeader, type Pairs } from './collect-pairs.ts';
import { type NetworkFlags, readNetworkFlags } from './network-flags.ts';
import { nonEmpty } from './parse-text.ts';

/** Where a fresh URL comes from when the first one ends, as the command line says it. */
export interface RenewalFlags {
  readonly renewCommand?: string | undefined;
  readonly renewUrl?: string | undefined;
  readonly renewHeader?: Pairs | undefined;
}

/** Adds the options of {@link RenewalFlags} to a command. */
export function addRenewalFlags(command: Command): Command {
  return command
    .optionsGroup('When a URL ends before the download:')
    .addOption(
      new Option('--renew-command <command>', 'shell command that prints a fresh URL, or "sign --json"')
        .argParser(nonEmpty('--renew-command'))
        .conflicts('renewUrl'),
    )
    .option('--renew-url <URL>', 'https URL that answers with a fresh URL, or JSON of it', nonEmpty('--renew-url'))
    .option('--renew-header <name:value>', 'a header for --renew-url; repeatable', collectHeader);
}

/** Whether any of {@link RenewalFlags} is given. */
export function asksForRenewal({ renewCommand, renewUrl, renewHeader }: RenewalFlags): boolean {
  return renewCommand !== undefined || renewUrl !== undefined || renewHeader !== undefined;
}

/** Makes the source that starts with `first` and asks for a fresh one when that ends. */
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
    throw usageError('OptionConflict', '--renew-header goes with --renew-url alone.', 'Give --renew-url too.');
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
