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

/** A source that makes a URL whenever a fresh one is needed. */
export type SourceFunction = Extract<DownloadSource, (...context: never) => unknown>;

/** Options that can cross to a worker. */
export type PlainOptions = Omit<
  DownloadOptions,
  'signal' | 'onEvent' | 'transport' | 'threads' | 'workerUrl' | 'now' | 'random'
>;

export type ToWorker =
  | {
      readonly type: 'start';
      /** `null`: the page is asked for a URL whenever one is needed. */
      readonly source: string | PresignedUrl | null;
      readonly destination: Destination | SaverDestination;
      readonly options: PlainOptions;
    }
  | { readonly type: 'abort' }
  | { readonly type: 'made'; readonly id: number; readonly source: string | PresignedUrl }
  /** Without `error` when it is not an `OssError`: the worker's engine knows what that means, and when to ask again. */
  | { readonly type: 'not-made'; readonly id: number; readonly error?: OssErrorOptions | undefined };

export type FromWorker =
  | { readonly type: 'event'; readonly event: PackedEvent }
  | { readonly type: 'make'; readonly id: number; readonly context: SourceContext }
  | { readonly type: 'done'; readonly summary: SummaryWithFile }
  /** Every ten seconds, whatever happens; timers of a page that nobody looks at come late. */
  | { readonly type: 'alive' }
  | { readonly type: 'failed'; readonly error: OssErrorOptions };

/** How a download went, with its file where this origin can read it. */
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

/** Makes an error fit for a message: structured cloning would strip its class and fields. */
export function packError(error: unknown): OssErrorOptions {
  if (OssError.isInstance(error)) return { ...errorOptionsOf(error), cause: packCause(error.cause) };
  const message = redactText(error instanceof Error ? error.message : String(error));
  return { code: 'TransferFailed', phase: 'body', message: `The transfer failed: ${message}` };
}

/** Name and message of a cause, without secrets: browsers put URLs into some. What else it has need not be fit to be sent. */
interface PackedCause {
  readonly name: string;
  readonly message: string;
}

function packCause(cause: unknown): PackedCause | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { name, message } = cause as Partial<Error>;
  return { name: String(name), message: redactText(String(message)) };
}

/** Makes an error of what `packError` gave; its cause has only a name and a message unless `cause` is at hand. */
export function unpackError(packed: OssErrorOptions, cause: unknown = unpackCause(packed.cause)): OssError {
  return new OssError({ ...packed, cause });
}

function unpackCause(packed: unknown): Error | undefined {
  if (packed === undefined) return undefined;
  const { name, message } = packed as PackedCause;
  return Object.defineProperty(new Error(message), 'name', { value: name });
}
