import { existsSync } from 'node:fs';
import { OssError } from '@ossferry/contract';
import type { RepairSummary } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import { formatRanges } from '../byte-ranges.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { oneLine } from '../one-line.ts';
import { byteCount } from '../options/byte-count.ts';
import { addCompareFlags, type CompareFlags } from '../options/compare-flags.ts';
import { runComparison } from '../run-comparison.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

/** Adds `ossferry repair`: repairs a damaged file. */
export function addRepairCommand(program: Command, shell: Shell): void {
  const command = program
    .command('repair')
    .description('Repair a damaged file by downloading its bad ranges')
    .option('--limit-rate <bytes/s>', 'maximum download rate: 500k, 10M', byteCount('--limit-rate', 1000))
    .option('--no-verify', 'repair even if the server sends no CRC-64 and there are no checksums');
  addCompareFlags(command)
    .addHelpText('after', notes)
    .action((file: string, object: string, flags: RepairFlags) => repairFile(file, object, flags, shell));
}

interface RepairFlags extends CompareFlags {
  readonly limitRate?: number | undefined;
  readonly verify: boolean;
}

const notes = `
Bad ranges are found with <file>.ossferry-checksums, which get, verify and
repair write with --keep-checksums. Without it, all ranges are downloaded, and
those that differ are written.

Examples:
  $ ossferry get oss://examplebucket/model.bin --keep-checksums
  $ ossferry repair model.bin oss://examplebucket/model.bin`;

async function repairFile(file: string, object: string, flags: RepairFlags, shell: Shell): Promise<void> {
  const { repair } = await import('@ossferry/downloader-node');
  const summary = await runComparison(file, object, flags, shell, (source, options) =>
    repair(file, source, { ...options, limitRateBytesPerSecond: flags.limitRate, verify: flags.verify }),
  ).catch((error: unknown) => {
    throw withResumeAdvice(error, `${file}.ossferry-repair`);
  });
  writeLine(shell.stdout, flags.json ? JSON.stringify({ file, ...summary }) : oneLine(`${file}: ${describe(summary)}`));
}

/** Says how to resume after Ctrl-C, if there is data to resume from. */
function withResumeAdvice(error: unknown, workspace: string): unknown {
  const isInterrupt = OssError.isInstance(error) && (error.code === 'Interrupted' || error.code === 'Terminated');
  if (!isInterrupt || !existsSync(workspace)) return error;
  const { code, phase, message } = error;
  const advice = `Run the same command again to resume; the data is kept in "${workspace}".`;
  return new OssError({ code, phase, message, advice });
}

function describe({ repairedRanges, cutBytes, fetchedBytes, verified }: RepairSummary): string {
  const done = [
    repairedRanges.length === 0 ? undefined : `repaired ${formatRanges(repairedRanges)}`,
    cutBytes === 0 ? undefined : `removed ${formatBytes(cutBytes)} beyond the end`,
  ].filter((part) => part !== undefined);
  return [
    done.length === 0 ? 'already correct' : done.join(', '),
    `${formatBytes(fetchedBytes)} downloaded`,
    verified === 'crc64' ? 'CRC-64 verified' : 'only the size verified',
  ].join('; ');
}
