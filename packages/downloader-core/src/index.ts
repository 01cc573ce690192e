export { createLocalCarrier, type LocalCarrierOptions } from './carrier/local-carrier.ts';
export { createRateLimit, type RateLimit, type RateLimitOptions } from './carrier/rate-limit.ts';
export { defaultTimeouts, type Timeouts } from './carrier/watchdog.ts';
export { type Crc64, combineCrc64, createCrc64 } from './crc64/crc64.ts';
export type { DownloadOptions } from './download-options.ts';
export type { DownloadEvent, DownloadSummary, ObjectFacts } from './events.ts';
export type {
  ChunkHandler,
  ObjectIdentity,
  Piece,
  RangeCarrier,
  RangeControl,
  RangeEvents,
  RangeOrder,
  RangeResponse,
  RangeTransport,
  Sink,
  Workspace,
} from './ports.ts';
export type { Span } from './record/ledger.ts';
export type { PinPolicy } from './response/pin.ts';
export { type DownloadJob, runDownload } from './run-download.ts';
export type { Access, PresignedUrl } from './source/check-access.ts';
export { readExpiration } from './source/read-expiration.ts';
export {
  createSourceKeeper,
  type DownloadSource,
  type SourceContext,
  type SourceKeeper,
  type SourceKeeperOptions,
  type SourceRefusal,
} from './source/source.ts';
export { defaultRetry, type RetryOptions } from './streams/backoff.ts';
export type { StreamTuning } from './streams/stream-tuning.ts';
