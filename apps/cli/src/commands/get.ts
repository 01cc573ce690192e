import { existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { OssError } from '@ossferry/contract';
import type { DownloadEvent, DownloadSummary } from '@ossferry/downloader-node';
import type { Command } from 'commander';
import { openDownloadReport } from '../download-report.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { openSource } from '../open-source.ts';
import { addClientFlags, type ClientFlags } from '../options/client-flags.ts';
import { addCredentialsFlags, type CredentialsFlags } from '../options/credentials-flags.ts';
import { wholeNumber } from '../options/parse-whole-number.ts';
import { addReadFlags, type ReadFlags } from '../options/request-flags.ts';
import { chooseProgressMode, type ProgressMode, progressOption } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';

interface GetFlags extends ReadFlags, ClientFlags, CredentialsFlags {
  readonly output?: string | undefined;
  readonly overwrite?: boolean | undefined;
  readonly parallel?: number | undefined;
  readonly retries?: number | undefined;
  readonly verify: boolean;
  readonly progress?: ProgressMode | undefined;
}

/** Adds `ossferry get`: downloads an object, whole or not at all. */
export function addGetCommand(program: Command, shell: Shell): void {
  const command = program
    .command('get')
    .description('Download an object, whole; run again to resume')
    .argument('<object or URL>', "oss://bucket/key, a presigned URL, or '-' for a URL on stdin")
    .option('-o, --output <file>', "where to put it; '-' is stdout (default: the object's own name)")
    .option('--overwrite', 'replace the file when it exists')
    .option('--parallel <number>', 'ranges at a time (default: 4)', wholeNumber('--parallel', 1, 256))
    .option(
      '--retries <number>',
      'failures in a row without a new byte that are tried again (default: 5)',
      wholeNumber('--retries', 0, 1000),
    )
    .option('--no-verify', 'do not compare the CRC-64')
    .addOption(progressOption());
  addReadFlags(command.optionsGroup('Which bytes:'));
  addCredentialsFlags(addClientFlags(command))
    .addHelpText('after', examples)
    .action((object: string, flags: GetFlags) => getObject(object, flags, shell));
}

const examples = `
Examples:
  $ ossferry get oss://examplebucket/model.bin
  $ ossferry get "$URL" -o model.bin --header x-oss-request-payer:requester
  $ ossferry sign oss://examplebucket/logs.gz | ossferry get - -o - | gunzip`;

async function getObject(object: string, flags: GetFlags, shell: Shell): Promise<void> {
  const { source, fileName } = await openSource(object, flags, shell);
  const output = flags.output ?? fileName();
  const toStdout = output === '-';
  const report = await openDownloadReport(
    chooseProgressMode(flags.progress, shell),
    toStdout ? 'stdout' : output,
    shell,
  );
  const { download, downloadToStream } = await import('@ossferry/downloader-node');
  const interrupt = listenForInterrupt();
  let reached: Reached | undefined;
  const options = {
    verify: flags.verify,
    // The first failure that is not tried again ends it.
    retry: flags.retries === undefined ? undefined : { maxFailures: flags.retries + 1 },
    signal: interrupt.signal,
    onEvent(event: DownloadEvent) {
      if (event.type === 'progress') reached = event;
      report.onEvent(event);
    },
  };
  let summary: DownloadSummary | undefined;
  try {
    summary = toStdout
      ? await downloadToStream(source, unclosable(shell.stdout), options)
      : await download(source, output, { ...options, parallel: flags.parallel, overwrite: flags.overwrite });
  } catch (error) {
    if (interrupt.signal.aborted) throw interrupted(interrupt.signal.reason as OssError, output, reached);
    throw error;
  } finally {
    interrupt.stop();
    report.end(summary);
  }
}

interface Reached {
  readonly durableBytes: number;
  readonly totalBytes: number;
}

/** Says how to go on after Ctrl-C. */
function interrupted({ code, phase }: OssError, output: string, reached: Reached | undefined): OssError {
  const workspace = `${output}.ossferry`;
  if (reached === undefined || !existsSync(workspace)) return new OssError({ code, phase, message: `${code}.` });
  const { durableBytes, totalBytes } = reached;
  return new OssError({
    code,
    phase,
    message: `${code} with ${formatBytes(durableBytes)} of ${formatBytes(totalBytes)} on the disk.`,
    advice: `Run the same command again to go on from there; until then "${workspace}" keeps it.`,
  });
}

/** The process goes on to use its stdout, so that one must not be ended or destroyed. */
function unclosable(stream: NodeJS.WritableStream): Writable {
  return new Writable({ write: (chunk: Uint8Array, _encoding, done) => void stream.write(chunk, done) });
}
