import { readFileSync } from 'node:fs';
import type { NetworkOptions } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { nonEmpty } from './parse-text.ts';

/** How hosts are reached, as the command line says it. */
export interface NetworkFlags {
  readonly proxy?: string | undefined;
  readonly caFile?: string | undefined;
}

/** Adds the options of {@link NetworkFlags} to a command. */
export function addNetworkFlags(command: Command): Command {
  return command
    .optionsGroup('How hosts are reached:')
    .option(
      '--proxy <URL>',
      "proxy for everything; 'none' for no proxy (default: HTTP_PROXY, HTTPS_PROXY, NO_PROXY)",
      nonEmpty('--proxy'),
    )
    .option('--ca-file <file>', 'authorities to trust besides the usual ones, in PEM form', nonEmpty('--ca-file'));
}

/** Makes network options of flags and environment. */
export function readNetworkFlags({ proxy, caFile }: NetworkFlags, { env }: Shell): NetworkOptions {
  return { proxy: proxy ?? 'environment', ca: caFile === undefined ? undefined : readAuthorityFile(caFile), env };
}

function readAuthorityFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw usageError(
      'InvalidAuthority',
      `The file of --ca-file, ${JSON.stringify(file)}, cannot be read (${code}).`,
      'Give a file with certificates in PEM form.',
    );
  }
}
