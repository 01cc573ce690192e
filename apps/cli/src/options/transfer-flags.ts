import type { DownloadOptions } from '@ossferry/downloader-node';
import { type Command, Option } from 'commander';
import type { Shell } from '../shell.ts';
import { byteCount } from './byte-count.ts';
import { type NetworkFlags, readNetworkFlags } from './network-flags.ts';
import { wholeNumber } from './whole-number.ts';

/** The options of a download. */
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

export const retriesHelp =
  'retries after consecutive failures with less than 64 KiB of new data each (default: 5, and one minute after the first bytes)';

const minMemoryBytes = 2 * 1024 * 1024;

/** Adds the options of {@link TransferFlags}, except those of {@link NetworkFlags}, to a command. */
export function addTransferFlags(command: Command): Command {
  return command
    .option('--overwrite', 'replace an existing file')
    .option('--parallel <number>', 'concurrent ranges (default: adaptive)', wholeNumber('--parallel', 1, 256))
    .option('--limit-rate <bytes/s>', 'maximum download rate: 500k, 10M', byteCount('--limit-rate', 1000))
    .option('--max-memory <bytes>', 'memory limit for data in flight: 200M', byteCount('--max-memory', minMemoryBytes))
    .option('--retries <number>', retriesHelp, wholeNumber('--retries', 0, 1000))
    .addOption(
      new Option('--on-change <action>', 'if the object changes during the download (default: fail)').choices([
        'fail',
        'restart',
      ]),
    )
    .addOption(
      new Option('--pin <policy>', 'cdn: for hosts with inconsistent ETags (default: strict)').choices([
        'strict',
        'cdn',
      ]),
    )
    .option('--no-verify', 'skip CRC-64 verification')
    .option('--keep-checksums', 'write <file>.ossferry-checksums, so that repair downloads only bad ranges');
}

/** Converts flags and environment to download options. */
export async function readTransferFlags(flags: TransferFlags, shell: Shell): Promise<DownloadOptions> {
  return {
    ...(await readNetworkFlags(flags, shell)),
    overwrite: flags.overwrite,
    keepChecksums: flags.keepChecksums,
    parallel: flags.parallel,
    // The failure after the last retry counts too.
    retry: flags.retries === undefined ? undefined : { maxFailures: flags.retries + 1 },
    verify: flags.verify,
    limitRateBytesPerSecond: flags.limitRate,
    maxMemoryBytes: flags.maxMemory,
    pin: flags.pin,
    onChange: flags.onChange,
  };
}
