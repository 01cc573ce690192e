import type { OssRequest } from '../protocol/oss-request.ts';

/** A received request and its result. The last three fields change while the response is being sent. */
export interface LoggedRequest {
  readonly method: string;
  /** Path as sent, without the query. */
  readonly path: string;
  /** Decoded query parameters; signatures, credentials and tokens are replaced by `REDACTED`. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; `authorization` and tokens are replaced by `REDACTED`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Status of the response; 0 before the headers are sent. */
  readonly status: number;
  /** Body bytes written to the connection so far. */
  readonly bytesSent: number;
  /** Whether the complete response was sent. */
  readonly isComplete: boolean;
}

/** A log entry whose response is still being sent. */
export type OpenLoggedRequest = { -readonly [Field in keyof LoggedRequest]: LoggedRequest[Field] };

/** The log of a server. */
export interface RequestLog {
  /** Oldest first. */
  readonly requests: LoggedRequest[];
  readonly requestLogLimit: number;
  /** The number of requests since the start. */
  requestCount: number;
}

/** Logs a request with its secrets redacted, drops the oldest entries beyond the limit, and returns the new entry. */
export function logRequest(log: RequestLog, request: OssRequest, requestId: string): OpenLoggedRequest {
  const entry = createEntry(request, requestId);
  log.requests.push(entry);
  log.requests.splice(0, log.requests.length - log.requestLogLimit);
  log.requestCount += 1;
  return entry;
}

function createEntry(request: OssRequest, requestId: string): OpenLoggedRequest {
  const query = request.query.map(({ name, value }) => [name, redact(name, value)]);
  const headers = [...request.headers].map(([name, value]) => [name, redact(name, value)]);
  return {
    method: request.method,
    path: request.rawPath,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
    requestId,
    status: 0,
    bytesSent: 0,
    isComplete: false,
  };
}

function redact(name: string, value: string): string {
  return secrets.includes(name.toLowerCase()) ? 'REDACTED' : value;
}

const secrets = [
  'authorization',
  'ossaccesskeyid',
  'security-token',
  'signature',
  'x-oss-credential',
  'x-oss-security-token',
  'x-oss-signature',
];
