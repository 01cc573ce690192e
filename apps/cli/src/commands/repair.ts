import type { RepairSummary } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import { formatRanges } from '../byte-ranges.ts';
import { runComparison } from '../compare-run.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { oneLine } from '../one-line.ts';
import { addCompareFlags, type CompareFlags } from '../options/compare-flags.ts';
import { byteCount } from '../options/parse-byte-count.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

/** Adds `ossferry repair`: makes a file whole again, and fetches only what is bad. */
export function addRepairCommand(program: Command, shell: Shell): void {
  const command = program
    .command('repair')
    .description('Make a file whole again; fetch only what is bad')
    .option('--limit-rate <bytes/s>', 'bytes a second that may come: 500k, 10M', byteCount('--limit-rate', 1000))
    .option('--no-verify', 'mend it from a server that sends no CRC-64, too, without checksums');
  addCompareFlags(command)
    .addHelpText('after', notes)
    .action((file: string, object: string, flags: RepairFlags) => repairFile(file, object, flags, shell));
}

interface RepairFlags extends CompareFlags {
  readonly limitRate?: number | undefined;
  readonly verify: boolean;
}

const notes = `
Which ranges are bad is told by <file>.ossferry-checksums, left there by
--keep-checksums of get, verify or repair. Without it, all ranges are fetched
and compared; only those that differ are written.

Examples:
  $ ossferry get oss://examplebucket/model.bin --keep-checksums
  $ ossferry repair model.bin oss://examplebucket/model.bin`;

async function repairFile(file: string, object: string, flags: RepairFlags, shell: Shell): Promise<void> {
  const { repair } = await import('@ossferry/downloader-node');
  const summary = await runComparison(file, object, flags, shell, (source, options) =>
    repair(file, source, { ...options, limitRateBytesPerSecond: flags.limitRate, verify: flags.verify }),
  );
  writeLine(shell.stdout, flags.json ? JSON.stringify({ file, ...summary }) : oneLine(`${file}: ${describe(summary)}`));
}

function describe({ mendedRanges, cutBytes, fetchedBytes, verified }: RepairSummary): string {
  const done = [
    mendedRanges.length === 0 ? undefined : `mended ${formatRanges(mendedRanges)}`,
    cutBytes === 0 ? undefined : `cut off ${formatBytes(cutBytes)} behind the end`,
  ].filter((part) => part !== undefined);
  return [
    done.length === 0 ? 'nothing was wrong' : done.join(', '),
    `${formatBytes(fetchedBytes)} fetched`,
    verified === 'crc64' ? 'CRC-64 verified' : 'checked by its length only',
  ].join('; ');
}
