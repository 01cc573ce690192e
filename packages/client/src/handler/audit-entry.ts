import type { CheckedSigningRequest } from './signing-request.ts';

/** The audit log entry for one response. It contains no URL, signature or token. */
export interface AuditEntry {
  readonly at: Date;
  /** Result of `identify`; absent if the request was refused earlier. */
  readonly caller: string | undefined;
  /** Origin of the requesting page. */
  readonly origin: string | undefined;
  /** Absent if it could not be parsed. */
  readonly signingRequest: CheckedSigningRequest | undefined;
  /** HTTP status of the response: 200 if it contains a URL. */
  readonly status: number;
  /** Code of the refusal. */
  readonly code?: string | undefined;
  /** Expiration date of the URL. */
  readonly expiration?: Date | undefined;
  /** The error, if the server failed. The caller does not get it. */
  readonly cause?: unknown;
}
