import type { DownloadOptions } from '../download-options.ts';
import { createSourceKeeper, type DownloadSource, type SourceKeeper } from './source.ts';

/** Creates the keeper of a source, which reports renewals as events. */
export function keepSource(
  source: DownloadSource,
  { now, signal, onEvent }: Pick<DownloadOptions, 'now' | 'signal' | 'onEvent'>,
): SourceKeeper {
  return createSourceKeeper(source, {
    now,
    signal,
    onRenewed: ({ expiration }) => onEvent?.({ type: 'renewed', expiration }),
  });
}
