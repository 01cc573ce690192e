import { createReadStream } from 'node:fs';
import { OssError } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import { readWhole } from '../read-whole.ts';
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
export async function readNetworkFlags({ proxy, caFile }: NetworkFlags, { env }: Shell): Promise<NetworkOptions> {
  return { proxy: proxy ?? 'environment', ca: caFile === undefined ? undefined : await authorityOf(caFile), env };
}

// A pipe gives its text once, and two parts of a command may ask for it.
const authorities = new Map<string, Promise<string>>();

function authorityOf(file: string): Promise<string> {
  const reading = authorities.get(file) ?? readAuthorityFile(file);
  authorities.set(file, reading);
  return reading;
}

/** Not at once: the file may be a pipe, whose writer would be waited for with Ctrl-C unheard. */
async function readAuthorityFile(file: string): Promise<string> {
  try {
    const onTooMuch = () => invalidAuthority(file, 'has more than 16 MiB');
    return await readWhole(createReadStream(file), { maxBytes: 16 * 1024 * 1024, onTooMuch });
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    throw invalidAuthority(file, `cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function invalidAuthority(file: string, why: string): Error {
  return usageError(
    'InvalidAuthority',
    `The file of --ca-file, ${JSON.stringify(file)}, ${why}.`,
    'Give a file with certificates in PEM form.',
  );
}
