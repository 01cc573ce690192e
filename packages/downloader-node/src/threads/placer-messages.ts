import type { OssErrorOptions } from '@ossferry/contract';
import type { Place } from '../workspace/place-file.ts';

/** A file to be placed. */
export interface PlaceOrder {
  readonly id: number;
  /** In memory that both threads see. */
  readonly bytes: Uint8Array;
  readonly place: Place;
}

/** What became of an order. */
export interface PlaceResult {
  readonly id: number;
  readonly error?: OssErrorOptions | undefined;
}

export type FromPlacer = readonly PlaceResult[] | 'ready';
