export { OssError, type OssErrorCode } from '@ossferry/contract';
export type {
  DownloadEvent,
  DownloadSource,
  ObjectFacts,
  ObjectIdentity,
  PinPolicy,
  PresignedUrl,
  RetryOptions,
  SourceContext,
  Timeouts,
} from '@ossferry/downloader-core';
export { chooseDestination, type DestinationKind, type DestinationPreferences } from './choose-destination.ts';
export { type CorsRule, type CorsRuleInput, corsRule } from './cors-rule.ts';
export {
  type Destination,
  type MemoryDestination,
  type OpfsDestination,
  type PickedFileDestination,
  toMemory,
  toOpfs,
  toPickedFile,
} from './destination.ts';
export { discardDownload } from './discard-download.ts';
export { download } from './download.ts';
export type { DownloadOptions, DownloadSummary, ReferrerPolicy } from './download-options.ts';
export { type AnchorDownload, downloadWithAnchor } from './download-with-anchor.ts';
export { downloadWithServiceWorker, type ServiceWorkerOptions } from './download-with-service-worker.ts';
export { createProgressMeter, type ProgressMeterOptions, type ProgressReading } from './progress-meter.ts';
export { saveFile } from './save-file.ts';
