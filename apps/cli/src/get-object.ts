import { existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { OssError } from '@ossferry/contract';
import type { Destination, DownloadEvent, DownloadSummary } from '@ossferry/downloader-node';
import { openDownloadReport } from './download-report.ts';
import { explainDamage } from './explain-damage.ts';
import { formatBytes } from './format/format-bytes.ts';
import { listenForInterrupt } from './interrupt.ts';
import { type OpenSource, openSource, type SourceFlags } from './open-source.ts';
import { readTransferFlags, type TransferFlags } from './options/transfer-flags.ts';
import { chooseProgressMode, type ProgressMode } from './progress/progress-mode.ts';
import type { Shell } from './shell.ts';

export interface GetObjectFlags extends SourceFlags, TransferFlags {
  readonly output?: string | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Downloads one object, given as `oss://bucket/key` or a URL. */
export async function getObject(object: string, flags: GetObjectFlags, shell: Shell): Promise<void> {
  const transfer = await readTransferFlags(flags, shell);
  const interrupt = listenForInterrupt();
  let path = '';
  let progress: Progress | undefined;
  let url: string | undefined;
  try {
    const opened = await openSource(object, flags, shell, interrupt.signal);
    url = opened.url;
    const toStdout = flags.output === '-';
    const destination = chooseDestination(flags.output, opened, (chosen) => {
      path = chosen;
    });
    const label = () => (toStdout ? 'stdout' : path);
    const report = await openDownloadReport(chooseProgressMode(flags.progress, shell, toStdout), label, shell);
    const { download, downloadToStream } = await import('@ossferry/downloader-node');
    const options = {
      ...transfer,
      signal: interrupt.signal,
      onEvent(event: DownloadEvent) {
        if (event.type === 'progress') progress = event;
        report.onEvent(event);
      },
    };
    let summary: DownloadSummary | undefined;
    try {
      summary = toStdout
        ? await downloadToStream(opened.source, unclosable(shell.stdout), options)
        : await download(opened.source, destination, options);
    } finally {
      report.end(summary);
    }
  } catch (error) {
    if (interrupt.signal.aborted) throw interrupted(interrupt.signal.reason as OssError, path, progress);
    throw await explainDamage(error, url);
  } finally {
    interrupt.stop();
  }
}

/** Chooses the destination, and calls `onChosen` as soon as it is known. */
function chooseDestination(
  output: string | undefined,
  { fileName, namedByResponse }: OpenSource,
  onChosen: (path: string) => void,
): Destination {
  const choose = (path: string): string => {
    onChosen(path);
    return path;
  };
  const isFolder = output !== undefined && /[/\\]$/.test(output);
  if (output !== undefined && !isFolder) return choose(output);
  const folder = output ?? '';
  return namedByResponse ? (received) => choose(folder + fileName(received)) : choose(folder + fileName());
}

interface Progress {
  readonly durableBytes: number;
  readonly totalBytes: number;
}

/** The error after Ctrl-C, which says how to resume. */
function interrupted({ code, phase }: OssError, path: string, progress: Progress | undefined): OssError {
  const workspace = `${path}.ossferry`;
  if (progress === undefined || !existsSync(workspace)) return new OssError({ code, phase, message: `${code}.` });
  const { durableBytes, totalBytes } = progress;
  return new OssError({
    code,
    phase,
    message: `${code} after ${formatBytes(durableBytes)} of ${formatBytes(totalBytes)}.`,
    advice: `Run the same command again to resume; the data is kept in "${workspace}".`,
  });
}

/** Wraps stdout, which must not be ended or destroyed, because the process still uses it. */
function unclosable(stream: NodeJS.WritableStream): Writable {
  return new Writable({ write: (chunk: Uint8Array, _encoding, done) => void stream.write(chunk, done) });
}
