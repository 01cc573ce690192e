import type { DownloadOptions } from '@ossferry/downloader-node';
import { type Command, Option } from 'commander';
import type { Shell } from '../shell.ts';
import { addNetworkFlags, type NetworkFlags, readNetworkFlags } from './network-flags.ts';
import { byteCount } from './parse-byte-count.ts';
import { wholeNumber } from './parse-whole-number.ts';

/** How a download goes about its work, as the command line says it. */
export interface TransferFlags extends NetworkFlags {
  readonly overwrite?: boolean | undefined;
  readonly keepChecksums?: boolean | undefined;
  readonly parallel?: number | undefined;
  readonly retries?: number | undefined;
  readonly verify: boolean;
  readonly limitRate?: number | undefined;
  readonly maxMemory?: number | undefined;
  readonly pin?: 'strict' | 'cdn' | undefined;
  readonly onChange?: 'fail' | 'restart' | undefined;
}

const minMemoryBytes = 2 * 1024 * 1024;

/** Adds the options of {@link TransferFlags} to a command. */
export function addTransferFlags(command: Command): Command {
  command
    .option('--overwrite', 'replace the file when it exists')
    .option(
      '--parallel <number>',
      'ranges at a time (default: as many as make it faster)',
      wholeNumber('--parallel', 1, 256),
    )
    .option('--limit-rate <bytes/s>', 'bytes a second that may come: 500k, 10M', byteCount('--limit-rate', 1000))
    .option('--max-memory <bytes>', 'memory for what is on its way: 200M', byteCount('--max-memory', minMemoryBytes))
    .option(
      '--retries <number>',
      'tries after failures in a row, each with less than 64 KiB (default: 5, and for a minute once bytes have come)',
      wholeNumber('--retries', 0, 1000),
    )
    .addOption(
      new Option('--on-change <action>', 'when the object was replaced (default: fail)').choices(['fail', 'restart']),
    )
    .addOption(
      new Option('--pin <policy>', 'cdn: for hosts whose nodes disagree on ETags (default: strict)').choices([
        'strict',
        'cdn',
      ]),
    )
    .option('--no-verify', 'do not compare the CRC-64')
    .option('--keep-checksums', 'leave <file>.ossferry-checksums beside it, so that a repair is cheap');
  return addNetworkFlags(command);
}

/** Makes download options of flags and environment. */
export async function readTransferFlags(flags: TransferFlags, shell: Shell): Promise<DownloadOptions> {
  return {
    ...(await readNetworkFlags(flags, shell)),
    overwrite: flags.overwrite,
    keepChecksums: flags.keepChecksums,
    parallel: flags.parallel,
    // The first failure that is not tried again ends it.
    retry: flags.retries === undefined ? undefined : { maxFailures: flags.retries + 1 },
    verify: flags.verify,
    limitRateBytesPerSecond: flags.limitRate,
    maxMemoryBytes: flags.maxMemory,
    pin: flags.pin,
    onChange: flags.onChange,
  };
}
