export type { AuditEntry } from './audit-entry.ts';
export { createSigningHandler, type SigningAnswer, type SigningHandlerOptions } from './create-signing-handler.ts';
export type { Allowance, AllowanceLimits, Decision, Denial } from './decision.ts';
export { type RateLimit, type RateLimiter, type TokenBucketOptions, tokenBucket } from './rate-limit.ts';
export type { RemotePresignResult } from './read-signing-answer.ts';
export type { CheckedSigningRequest, SigningOperation, SigningRequest } from './signing-request.ts';
export { type SigningServerOptions, sourceFromSigningServer } from './source-from-signing-server.ts';
