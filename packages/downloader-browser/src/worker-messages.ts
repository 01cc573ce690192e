import { errorOptionsOf, OssError, type OssErrorOptions, redactText } from '@ossferry/contract';
import type {
  DownloadEvent,
  DownloadSource,
  DownloadSummary,
  PresignedUrl,
  SourceContext,
} from '@ossferry/downloader-core';
import type { Destination, SaverDestination } from './destination.ts';
import type { DownloadOptions } from './download-options.ts';

/** A source that returns a new URL whenever one is needed. */
export type SourceFunction = Extract<DownloadSource, (...context: never) => unknown>;

/** The options that can be sent to a worker. */
export type PlainOptions = Omit<
  DownloadOptions,
  'signal' | 'onEvent' | 'transport' | 'threads' | 'workerUrl' | 'now' | 'random'
>;

export type ToWorker =
  | {
      readonly type: 'start';
      /** `null`: the worker requests a URL from the page whenever it needs one. */
      readonly source: string | PresignedUrl | null;
      readonly destination: Destination | SaverDestination;
      readonly options: PlainOptions;
    }
  | { readonly type: 'abort' }
  | { readonly type: 'source'; readonly id: number; readonly source: string | PresignedUrl }
  /** `error` is absent if it is not an `OssError`; the engine then fails with `SourceFailed` or retries. */
  | { readonly type: 'source-failed'; readonly id: number; readonly error?: OssErrorOptions | undefined };

export type FromWorker =
  /** The script runs and accepts messages. */
  | { readonly type: 'loaded' }
  | { readonly type: 'event'; readonly event: PackedEvent }
  | { readonly type: 'get-source'; readonly id: number; readonly context: SourceContext }
  | { readonly type: 'done'; readonly summary: SummaryWithFile }
  /** Sent every ten seconds. A worker sends it because the timers of a background page are throttled. */
  | { readonly type: 'alive' }
  | { readonly type: 'failed'; readonly error: OssErrorOptions };

/** The summary of a download, with its file if this origin can read it. */
export interface SummaryWithFile extends DownloadSummary {
  readonly file?: File | undefined;
}

type RetryEvent = Extract<DownloadEvent, { type: 'retry' }>;
export type PackedEvent =
  | Exclude<DownloadEvent, RetryEvent>
  | (Omit<RetryEvent, 'error'> & { readonly error: OssErrorOptions });

export function packEvent(event: DownloadEvent): PackedEvent {
  return event.type === 'retry' ? { ...event, error: packError(event.error) } : event;
}

/** Converts an error for `postMessage`: structured cloning would strip its class and fields. */
export function packError(error: unknown): OssErrorOptions {
  if (OssError.isInstance(error)) return { ...errorOptionsOf(error), cause: packCause(error.cause) };
  const message = redactText(error instanceof Error ? error.message : String(error));
  return { code: 'TransferFailed', phase: 'body', message: `The transfer failed: ${message}` };
}

/**
 * Name and message of a cause, without secrets, since browsers put URLs into some messages. Other fields may not be
 * cloneable.
 */
interface PackedCause {
  readonly name: string;
  readonly message: string;
}

function packCause(cause: unknown): PackedCause | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { name, message } = cause as Partial<Error>;
  return { name: String(name), message: redactText(String(message)) };
}

/** Restores an error from `packError`. Its cause is `cause`, or an error with the packed name and message. */
export function unpackError(packed: OssErrorOptions, cause: unknown = unpackCause(packed.cause)): OssError {
  return new OssError({ ...packed, cause });
}

function unpackCause(packed: unknown): Error | undefined {
  if (packed === undefined) return undefined;
  const { name, message } = packed as PackedCause;
  return Object.defineProperty(new Error(message), 'name', { value: name });
}
