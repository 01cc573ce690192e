export type {
  DownloadEvent,
  DownloadSource,
  DownloadSummary,
  ObjectIdentity,
  PresignedUrl,
  RetryOptions,
  Timeouts,
} from '@ossferry/downloader-core';
export { type DownloadOptions, download } from './download.ts';
export { downloadToStream, type StreamOptions } from './download-to-stream.ts';
