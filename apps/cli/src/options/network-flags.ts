import { createReadStream } from 'node:fs';
import { OssError } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import { readWhole } from '../read-whole.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { nonEmpty } from './non-empty.ts';

/** The network options. */
export interface NetworkFlags {
  readonly proxy?: string | undefined;
  readonly caFile?: string | undefined;
}

/** Adds the options of {@link NetworkFlags} to a command. */
export function addNetworkFlags(command: Command): Command {
  return command
    .optionsGroup('Network:')
    .option(
      '--proxy <URL>',
      "proxy for all hosts, or 'none' (env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY)",
      nonEmpty('--proxy'),
    )
    .option('--ca-file <file>', 'PEM file with additional certificate authorities', nonEmpty('--ca-file'));
}

/** Converts flags and environment to network options. */
export async function readNetworkFlags({ proxy, caFile }: NetworkFlags, { env }: Shell): Promise<NetworkOptions> {
  return { proxy: proxy ?? 'environment', ca: caFile === undefined ? undefined : await authorityOf(caFile), env };
}

// The file may be a pipe, which can be read only once, and two parts of a command may need it.
const authorities = new Map<string, Promise<string>>();

function authorityOf(file: string): Promise<string> {
  const reading = authorities.get(file) ?? readAuthorityFile(file);
  authorities.set(file, reading);
  return reading;
}

/** Asynchronous: on a pipe without a writer, a synchronous read would block Ctrl-C. */
async function readAuthorityFile(file: string): Promise<string> {
  try {
    const onTooMuch = () => invalidAuthority(file, 'is larger than 16 MiB');
    return await readWhole(createReadStream(file), { maxBytes: 16 * 1024 * 1024, onTooMuch });
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    throw invalidAuthority(file, `cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function invalidAuthority(file: string, why: string): Error {
  return usageError(
    'InvalidAuthority',
    `The --ca-file ${JSON.stringify(file)} ${why}.`,
    'Use a file with certificates in PEM format.',
  );
}
