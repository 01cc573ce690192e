import type { HeaderMap } from '@ossferry/contract';

/** A run of bytes that is in the file, with the CRC-64 of exactly these bytes. */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly crc64: bigint;
}

/** What the first answer said the object is; every later range has to be of the same one. */
export interface ObjectIdentity {
  readonly sizeBytes: number;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly versionId?: string | undefined;
  /** CRC-64 of the whole object, from `x-oss-hash-crc64ecma`. */
  readonly crc64?: bigint | undefined;
}

/** One ranged GET to carry out: bytes `start` to `end` (exclusive). */
export interface RangeOrder {
  readonly url: string;
  /** The headers that were signed into the URL, to be replayed as they are. */
  readonly headers: HeaderMap;
  readonly start: number;
  readonly end: number;
  /** The object that the answer has to be of; absent for the first request, which finds out. */
  readonly pin?: ObjectIdentity | undefined;
  /**
   * Up to where the bytes are wanted from a server that sends the whole object instead; what comes before `start` is then
   * passed over. Absent: a range that does not begin with the object is refused.
   */
  readonly endIfWhole?: number | undefined;
}

/** Reaches into a range while it is carried. */
export interface RangeControl {
  /**
   * Lets the range end at `end`, or at what has come already when that is further; gives the offset at which it ends
   * now. Nothing from there on is written, so another range may begin there at once.
   */
  readonly shorten: (end: number) => Promise<number>;
}

export interface RangeEvents {
  /** The carrier can shorten this range; one that never calls it is left to carry to the end. */
  readonly onControl?: ((control: RangeControl) => void) | undefined;
  /** So many bytes came that lie behind a shortened end; they were not written. */
  readonly onDropped?: ((bytes: number) => void) | undefined;
  /**
   * The answer is good: what object it is of, the offset (exclusive) up to which its bytes are taken, and whether the
   * server ignored the range and sends the whole object.
   */
  readonly onHead?: ((identity: ObjectIdentity, end: number, isWhole: boolean) => void) | undefined;
  /** These bytes are in the file. Pieces of one order come in the order of their offsets. */
  readonly onWritten: (piece: Piece) => void;
}

/**
 * Carries ranges from the network to the disk. What was received is kept: when `carry` rejects, every byte that came
 * has been reported by `onWritten`, and the next order starts behind it.
 */
export interface RangeCarrier {
  carry(order: RangeOrder, events: RangeEvents, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Takes the next bytes; gives a promise when the caller should wait before it sends more. */
export type TakeBytes = (chunk: Uint8Array) => void | Promise<void>;

/** The answer to a ranged GET, its body not yet read. */
export interface RangeResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /**
   * Feeds the body to `take` in order and waits for the promises it gives; the bytes are only lent. Rejects when the body
   * is cut. A transport that can read into memory of others puts the bytes where `room` wants the next ones, if anywhere.
   */
  readonly read: (take: TakeBytes, room?: () => Uint8Array | undefined) => Promise<void>;
  /** Lets go of the connection without reading on. */
  readonly cancel: () => void;
}

/** Sends one GET. Resolves as soon as the head of the answer is there, whatever its status. */
export type RangeTransport = (
  request: { readonly url: string; readonly headers: HeaderMap },
  signal: AbortSignal,
) => Promise<RangeResponse>;

/** Takes bytes at their positions. */
export interface Sink {
  readonly write: (bytes: Uint8Array, offset: number) => void | Promise<void>;
}

/** Where a download lives until it is whole: its bytes, its journal, and the lock that keeps others out. */
export interface Workspace {
  /** The journal as an earlier run left it; empty when there is none. */
  readonly readJournal: () => Promise<Uint8Array>;
  readonly appendJournal: (bytes: Uint8Array) => Promise<void>;
  /** Puts `bytes` in the place of the whole journal, in one step. */
  readonly replaceJournal: (bytes: Uint8Array) => Promise<void>;
  /** Forgets all bytes and the journal, so that the download starts anew; `false` when bytes have left already. */
  readonly reset: () => Promise<boolean>;
  /** Fewer bytes than asked for come back where the data ends. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
  /** Whether the bytes of a piece are there as the journal says. @default `read`, and compare the CRC-64 */
  readonly holds?: ((piece: Piece) => Promise<boolean>) | undefined;
  /** Resolves when all that was written before is on the disk for good. */
  readonly sync: () => Promise<void>;
  /** Makes room for the object: fails with `DiskFull` when it cannot fit. */
  readonly reserve: (sizeBytes: number, missingBytes: number) => Promise<void>;
  /** Lets the destination appear, whole, under its own name. */
  readonly commit: () => Promise<void>;
  /** Closes what is open; bytes and journal stay for the next run. */
  readonly release: () => Promise<void>;
}
