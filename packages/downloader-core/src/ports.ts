import type { HeaderMap } from '@ossferry/contract';

/** A range of offsets, from `start` to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A sequence of bytes in the file, with their CRC-64. */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly crc64: bigint;
}

/** The object's properties from the first response. All later ranges must belong to the same object. */
export interface ObjectIdentity {
  readonly sizeBytes: number;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly versionId?: string | undefined;
  /** CRC-64 of the whole object, from `x-oss-hash-crc64ecma`. */
  readonly crc64?: bigint | undefined;
  /** It is an HTML page, and nothing in the response comes from OSS: most likely a login page of the network. */
  readonly isForeignPage?: boolean | undefined;
}

/** One range request: bytes `start` to `end` (exclusive). */
export interface RangeOrder {
  readonly url: string;
  /** The signed headers of the URL, to be sent unchanged. */
  readonly headers: HeaderMap;
  readonly start: number;
  readonly end: number;
  /** The object that the response must belong to; absent in the first request. */
  readonly pin?: ObjectIdentity | undefined;
  /**
   * If the server sends the whole object instead of a range: read up to this offset, and skip the bytes before `start`.
   * If absent, such a response is refused unless the range starts at 0.
   */
  readonly endIfWhole?: number | undefined;
}

/** Controls a range during its transfer. */
export interface RangeControl {
  /**
   * Shortens the range to `end`, or to the bytes already received if they go further. Returns the new end. No bytes
   * after it are written, so another range may start there immediately.
   */
  readonly shorten: (end: number) => Promise<number>;
}

export interface RangeEvents {
  /**
   * The carrier sends the request now, and can shorten this range. If it does not call this, the range is not shortened.
   */
  readonly onControl?: ((control: RangeControl) => void) | undefined;
  /** The number of bytes received after a shortened end; they were not written. */
  readonly onDropped?: ((bytes: number) => void) | undefined;
  /**
   * The response was accepted: its object, the offset (exclusive) up to which its bytes are used, and whether the
   * server ignored the range and sends the whole object.
   */
  readonly onHead?: ((identity: ObjectIdentity, end: number, isWhole: boolean) => void) | undefined;
  /** These bytes have been written to the file. The pieces of one order are reported in the order of their offsets. */
  readonly onWritten: (piece: Piece) => void;
}

/**
 * Transfers ranges from the network to the disk. Received bytes are kept: when `carry` rejects, all received bytes have
 * been reported by `onWritten`, and the next order starts after them.
 */
export interface RangeCarrier {
  carry(order: RangeOrder, events: RangeEvents, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Handles the next bytes of a body. Returns a promise if the caller should wait before it sends more. */
export type ChunkHandler = (chunk: Uint8Array) => void | Promise<void>;

/** The response to a range request, with an unread body. */
export interface RangeResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /**
   * Passes the body to `onChunk` in order, and waits for the promises that it returns. The bytes are only valid during
   * the call. Rejects if the body ends too early. A transport that can read into given memory reads the next bytes into
   * the buffer from `room`, if there is one.
   */
  readonly read: (onChunk: ChunkHandler, room?: () => Uint8Array | undefined) => Promise<void>;
  /** Releases the connection without reading the rest. */
  readonly cancel: () => void;
}

/**
 * Sends one GET request. Resolves when the headers of the response have arrived, for every status. Rejects as soon as
 * `signal` aborts, which is how the timeouts end a request: one that does not would be waited for without end.
 */
export type RangeTransport = (
  request: { readonly url: string; readonly headers: HeaderMap },
  signal: AbortSignal,
) => Promise<RangeResponse>;

/** Writes bytes at their offsets. */
export interface Sink {
  readonly write: (bytes: Uint8Array, offset: number) => void | Promise<void>;
}

/** The storage of an unfinished download: its bytes, its journal, and the lock against other downloads. */
export interface Workspace {
  /** The journal of an earlier run; empty if there is none. */
  readonly readJournal: () => Promise<Uint8Array>;
  readonly appendJournal: (bytes: Uint8Array) => Promise<void>;
  /** Replaces the whole journal atomically. */
  readonly replaceJournal: (bytes: Uint8Array) => Promise<void>;
  /**
   * Deletes all bytes and the journal, so that the download starts again. Returns `false` if bytes have already been
   * passed on.
   */
  readonly reset: () => Promise<boolean>;
  /** Reads bytes; returns fewer bytes at the end of the data. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
  /** Whether the bytes of a piece match the journal. @default `read`, and compare the CRC-64 */
  readonly holds?: ((piece: Piece) => Promise<boolean>) | undefined;
  /** Resolves when all previous writes have been synced to disk. */
  readonly sync: () => Promise<void>;
  /** Reserves space for the object; fails with `DiskFull` if there is not enough. */
  readonly reserve: (sizeBytes: number, missingBytes: number) => Promise<void>;
  /** Makes the complete file appear at the destination. */
  readonly commit: () => Promise<void>;
  /** Closes open files; bytes and journal are kept for the next run. */
  readonly release: () => Promise<void>;
}
