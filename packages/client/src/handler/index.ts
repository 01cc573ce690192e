export type { AuditEntry } from './audit-entry.ts';
export { createSigningHandler, type SigningAnswer, type SigningHandlerOptions } from './create-signing-handler.ts';
export type { Allowance, Decision, Denial } from './decision.ts';
export { type RateLimit, type RateLimiter, type TokenBucketOptions, tokenBucket } from './rate-limit.ts';
export type { CheckedAsk, SigningAsk, SigningOperation } from './signing-ask.ts';
export {
  type RemotePresignResult,
  type SigningServerOptions,
  sourceFromSigningServer,
} from './source-from-signing-server.ts';
