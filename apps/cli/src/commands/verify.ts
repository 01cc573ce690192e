import { OssError } from '@ossferry/contract';
import type { VerifyResult } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import { bytesIn, formatRanges } from '../byte-ranges.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { oneLine } from '../one-line.ts';
import { addCompareFlags, type CompareFlags } from '../options/compare-flags.ts';
import { runComparison } from '../run-comparison.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

/** Adds `ossferry verify`: checks that a local file matches the object. */
export function addVerifyCommand(program: Command, shell: Shell): void {
  addCompareFlags(program.command('verify').description('Check that a local file matches the object'))
    .addHelpText('after', examples)
    .action((file: string, object: string, flags: CompareFlags) => verifyFile(file, object, flags, shell));
}

const examples = `
Examples:
  $ ossferry verify model.bin oss://examplebucket/model.bin
  $ ossferry verify model.bin oss://examplebucket/model.bin --keep-checksums`;

async function verifyFile(file: string, object: string, flags: CompareFlags, shell: Shell): Promise<void> {
  const { verify } = await import('@ossferry/downloader-node');
  const result = await runComparison(file, object, flags, shell, (source, options) => verify(file, source, options));
  const verdict = describe(result);
  writeLine(shell.stdout, flags.json ? JSON.stringify({ file, ...result }) : oneLine(`${file}: ${verdict}`));
  if (result.whole && result.verified === 'length') {
    throw new OssError({
      code: 'NotVerified',
      phase: 'verify',
      message: `"${file}" has the size of the object, but the content could not be verified: the server sends no CRC-64.`,
      advice: 'Download with --keep-checksums to be able to verify it.',
    });
  }
  if (result.whole) return;
  throw new OssError({
    code: 'NotWhole',
    phase: 'verify',
    message: `"${file}" does not match the object: ${verdict}.`,
    advice: 'Repair it with ossferry repair, or download it again.',
  });
}

function describe(result: VerifyResult): string {
  const { whole, verified, sizeBytes, fileBytes, badRanges = [] } = result;
  if (whole) {
    const size = formatBytes(sizeBytes);
    return verified === 'length'
      ? `same size as the object (${size}); content not verified`
      : `matches the object, ${size}, ${proofs[verified]}`;
  }
  return [
    fileBytes === sizeBytes ? undefined : `the file has ${fileBytes} bytes, the object ${sizeBytes}`,
    badRanges.length === 0 ? undefined : `${formatBytes(bytesIn(badRanges))} differ (${formatRanges(badRanges)})`,
    fileBytes === sizeBytes && badRanges.length === 0 ? 'the CRC-64 differs' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

const proofs = {
  crc64: 'CRC-64 verified',
  checksums: 'verified with its checksum file',
} as const;
