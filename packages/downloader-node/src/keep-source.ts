import {
  createSourceKeeper,
  type DownloadOptions,
  type DownloadSource,
  type SourceKeeper,
} from '@ossferry/downloader-core';

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
