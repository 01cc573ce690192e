export { backoffMs, defaultRetry, maxRetryAfterMs, type RetryOptions, wait } from './backoff.ts';
export { type Crc64, combineCrc64, createCrc64 } from './crc64.ts';
export { checkOptions, type DownloadOptions, streamMemoryBytes, withDefaults } from './download-options.ts';
export type { DownloadEvent, DownloadSummary } from './events.ts';
export { createLocalCarrier, type LocalCarrierOptions, smallObjectBytes } from './local-carrier.ts';
export type {
  ObjectIdentity,
  Piece,
  RangeCarrier,
  RangeControl,
  RangeEvents,
  RangeOrder,
  RangeResponse,
  RangeTransport,
  Sink,
  TakeBytes,
  Workspace,
} from './ports.ts';
export { createRateLimit, type RateLimit, type RateLimitOptions } from './rate-limit.ts';
export { readExpiration } from './read-expiration.ts';
export { type ReplayTransport, replayAnswer } from './replay-answer.ts';
export { type DownloadJob, runDownload } from './run-download.ts';
export { runSmallDownload, type SmallDownload, type SmallDownloadJob } from './run-small-download.ts';
export {
  createSourceKeeper,
  type DownloadSource,
  type PresignedUrl,
  type SourceContext,
  type SourceKeeper,
} from './source.ts';
export type { StreamHabits } from './stream-habits.ts';
export { untilAborted } from './until-aborted.ts';
export { defaultTimeouts, type Timeouts } from './watchdog.ts';
