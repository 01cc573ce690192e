import { OssError, type OssErrorOptions } from '@ossferry/contract';
import type { ObjectIdentity, Piece, RangeOrder, Timeouts } from '@ossferry/downloader-core';
import type { NetworkSettings } from '../network/network.ts';

/** What a carrier thread is started with. */
export interface CarrierWorkerData {
  readonly dataPath: string;
  /** The destination as its user wrote it, for messages. */
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

/** Makes an error fit for a message: structured cloning would strip its class and fields. */
export function packError(error: unknown): OssErrorOptions {
  if (OssError.isInstance(error)) {
    const { cause: _, ...facts } = error;
    // The message of an error ends in its advice, and is put together again on the other side.
    const message = error.advice === undefined ? error.message : error.message.replace(` ${error.advice}`, '');
    return { ...facts, message, details: error.details };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'TransferFailed', phase: 'body', message: `The transfer failed: ${message}`, retryable: true };
}
