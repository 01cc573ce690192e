import { errorOptionsOf, OssError, type OssErrorOptions, redactText } from '@ossferry/contract';
import type { ObjectIdentity, Piece, RangeOrder, Timeouts } from '@ossferry/downloader-core';
import type { NetworkSettings } from '../network/network.ts';

/** The `workerData` of a carrier thread. */
export interface CarrierWorkerData {
  readonly dataPath: string;
  /** The destination as given by the caller, for messages. */
  readonly destination: string;
  readonly timeouts: Timeouts;
  readonly network: NetworkSettings;
}

export type ToWorker =
  | { readonly type: 'carry'; readonly id: number; readonly order: RangeOrder }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'shorten'; readonly id: number; readonly end: number }
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'ready' }
  | {
      readonly type: 'head';
      readonly id: number;
      readonly identity: ObjectIdentity;
      readonly end: number;
      readonly isWhole: boolean;
    }
  | { readonly type: 'written'; readonly id: number; readonly piece: Piece }
  | { readonly type: 'shortened'; readonly id: number; readonly end: number }
  | { readonly type: 'dropped'; readonly id: number; readonly bytes: number }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: OssErrorOptions };

/** Converts an error for a message: structured cloning would drop its class and fields. */
export function packError(error: unknown): OssErrorOptions {
  if (OssError.isInstance(error)) return errorOptionsOf(error);
  const message = redactText(error instanceof Error ? error.message : String(error));
  return { code: 'TransferFailed', phase: 'body', message: `The transfer failed: ${message}`, retryable: true };
}
