import type { DownloadEvent, DownloadSource, VerifyOptions } from '@ossferry/downloader-node';
import { openDownloadReport } from './download-report.ts';
import { explainDamage } from './explain-damage.ts';
import { listenForInterrupt } from './interrupt.ts';
import { refuseSwapped } from './object-address.ts';
import { openSource } from './open-source.ts';
import { type CompareFlags, compareProgress } from './options/compare-flags.ts';
import { readNetworkFlags } from './options/network-flags.ts';
import type { Shell } from './shell.ts';

/** Runs `compare` with an opened source, a progress report and Ctrl-C handling. */
export async function runComparison<T>(
  file: string,
  object: string,
  flags: CompareFlags,
  shell: Shell,
  compare: (source: DownloadSource, options: VerifyOptions) => Promise<T>,
): Promise<T> {
  refuseSwapped(file, object);
  const network = await readNetworkFlags(flags, shell);
  const interrupt = listenForInterrupt();
  try {
    const { source, url } = await openSource(object, flags, shell, interrupt.signal);
    const report = await openDownloadReport(compareProgress(flags, shell), () => file, shell);
    const options = {
      ...network,
      keepChecksums: flags.keepChecksums,
      retry: flags.retries === undefined ? undefined : { maxFailures: flags.retries + 1 },
      signal: interrupt.signal,
      onEvent: (event: DownloadEvent) => report.onEvent(event),
    };
    try {
      return await compare(source, options).finally(() => report.end());
    } catch (error) {
      throw await explainDamage(error, url);
    }
  } finally {
    interrupt.stop();
  }
}
