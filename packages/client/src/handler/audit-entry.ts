import type { CheckedSigningRequest } from './signing-request.ts';

/** What the audit log is told of one answer. There is no URL in it, no signature and no token. */
export interface AuditEntry {
  readonly at: Date;
  /** As `identify` named it; absent when the request was refused before. */
  readonly caller: string | undefined;
  /** Of the page that asked. */
  readonly origin: string | undefined;
  /** Absent when it could not be read. */
  readonly signingRequest: CheckedSigningRequest | undefined;
  /** HTTP status of the answer: 200 when a URL was handed out. */
  readonly status: number;
  /** Why it was refused. */
  readonly code?: string | undefined;
  /** When the URL ends. */
  readonly expiration?: Date | undefined;
  /** What was thrown, when the server failed. Not for the caller. */
  readonly cause?: unknown;
}
