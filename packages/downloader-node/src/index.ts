export { OssError, type OssErrorCode } from '@ossferry/contract';
export type {
  DownloadEvent,
  DownloadSource,
  DownloadSummary,
  ObjectFacts,
  ObjectIdentity,
  PinPolicy,
  PresignedUrl,
  RetryOptions,
  SourceContext,
  Span,
  Timeouts,
} from '@ossferry/downloader-core';
export type { BatchItem, BatchOptions, BatchResult, BatchSummary, ItemOutcome } from './batch/batch-item.ts';
export { downloadAll } from './batch/download-all.ts';
export { type Destination, type DownloadOptions, download } from './download.ts';
export { downloadToStream, type StreamOptions } from './download-to-stream.ts';
export { dispositionFileName } from './names/disposition-file-name.ts';
export { isReservedName } from './names/reserved-name.ts';
export { safeFileName } from './names/safe-file-name.ts';
export type { NetworkOptions } from './network/network.ts';
export { type CommandSourceOptions, sourceFromCommand } from './renewal/source-from-command.ts';
export { type RenewalUrlOptions, sourceFromRenewalUrl } from './renewal/source-from-renewal-url.ts';
export type { ExistingFileOptions } from './repair/identify-object.ts';
export { type RepairOptions, type RepairSummary, repair } from './repair/repair.ts';
export { type VerifyOptions, type VerifyResult, verify } from './repair/verify.ts';
