import { OssError } from '@ossferry/contract';
import type { DownloadEvent } from '../events.ts';
import type { ObjectIdentity, Piece, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import { readSourceRefusal } from '../response/refusal.ts';
import type { Access } from '../source/check-access.ts';
import type { SourceKeeper, SourceRefusal } from '../source/source.ts';
import { linkAbort, untilAborted } from '../until-aborted.ts';
import { type ActivePart, createActivePart, type Part } from './active-part.ts';
import { type RetryOptions, wait } from './backoff.ts';
import type { Congestion } from './concurrency.ts';
import { isThrottled } from './is-throttled.ts';
import { createRetryBudget } from './retry-budget.ts';
import type { ThrottleGate } from './throttle-gate.ts';

/** The state and settings that all parts of a download share. */
export interface DownloadContext {
  readonly source: SourceKeeper;
  /** Returns the missing spans within a span, in order. */
  readonly holes: (span: Span) => Span[];
  /** The object that responses must belong to. */
  readonly pin: () => ObjectIdentity | undefined;
  readonly retry: RetryOptions;
  readonly random: () => number;
  /** Whether the host has responded to another download. If so, a lost network is waited for. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
  readonly onRequest: () => void;
  readonly onWritten: (piece: Piece) => void;
  /** Bytes were received that another stream downloads too. */
  readonly onDropped?: ((bytes: number) => void) | undefined;
  readonly onEvent: (event: DownloadEvent) => void;
}

/** What a stream needs to download a part, and how it interacts with the other streams. */
export interface Stream {
  readonly download: DownloadContext;
  readonly carrier: RangeCarrier;
  /** Delays all streams after one of them was throttled. */
  readonly gate?: ThrottleGate | undefined;
  /** How far a stream at `start` reads if the server ignores ranges; `undefined` if that is not acceptable. */
  readonly endIfWhole?: ((start: number) => number | undefined) | undefined;
  /** Whether there are too many streams. A throttled stream then returns its part. @default never */
  readonly isSurplus?: (() => boolean) | undefined;
  /** Whether the first response has arrived. From then on, a lost network is waited for. @default never */
  readonly hasStarted?: (() => boolean) | undefined;
  /** A response was accepted; the end of the part is now that of the response. */
  readonly onHead?: ((identity: ObjectIdentity, isWhole: boolean) => void) | undefined;
  readonly onPiece?: ((piece: Piece) => void) | undefined;
  /** A request failed, possibly because of too many streams. */
  readonly onCongestion?: ((congestion: Congestion) => void) | undefined;
}

/** Downloads one part of the object, as {@link carryActivePart} does. */
export async function carryPart(part: Part, stream: Stream, signal: AbortSignal): Promise<void> {
  await carryActivePart(createActivePart(part, stream.download.holes), stream, signal);
}

/**
 * Downloads a part of the object. If the connection breaks, the next attempt continues after the received bytes; only
 * attempts without progress count as failures. If the stream is throttled and surplus, returns the unfinished part with
 * its failures.
 */
export async function carryActivePart(
  active: ActivePart,
  stream: Stream,
  signal: AbortSignal,
): Promise<Part | undefined> {
  const { source, retry, random, onEvent } = stream.download;
  const budget = createRetryBudget(active.part, retry, random);
  /** The URL that the service refused, until the source has provided another one. */
  let refused: { readonly access: Access; readonly refusal: SourceRefusal } | undefined;
  for (;;) {
    signal.throwIfAborted();
    await stream.gate?.pass(signal);
    const start = active.hole()?.start;
    if (start === undefined) return undefined;
    let access: Access | undefined;
    try {
      const pending = refused === undefined ? source.current() : source.renew(refused.access, refused.refusal);
      access = await untilAborted(pending, signal);
      refused = undefined;
      await request(active, access, stream, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const left = active.hole();
      if (left === undefined) return undefined; // Another stream downloads the rest.
      const error = asOssError(cause, start);
      const decision = budget.afterFailure({
        error,
        receivedBytes: left.start - start,
        refusal: source.renewable && access !== undefined ? readSourceRefusal(error) : undefined,
        hasHostResponded: hasHostResponded(error, stream),
      });
      if (decision.type === 'renew') {
        refused = access && { access, refusal: decision.refusal };
        continue;
      }
      const { delayMs } = decision;
      onEvent({ type: 'retry', error, offset: left.start, delayMs });
      reportCongestion(error, delayMs, stream);
      if (isThrottled(error) && stream.isSurplus?.()) {
        return { ...active.part, end: active.end(), ...budget.spent() };
      }
      await wait(delayMs, signal);
    }
  }
}

/** A response to another download shows that the host exists, but not that it has this object. */
function hasHostResponded({ phase }: OssError, { hasStarted, download }: Stream): boolean {
  return hasStarted?.() === true || (phase === 'connect' && download.isHostKnown?.() === true);
}

/** Reports a failure that may be caused by too many streams. */
function reportCongestion(error: OssError, delayMs: number, { gate, onCongestion }: Stream): void {
  if (isThrottled(error)) {
    onCongestion?.('throttled');
    gate?.close(delayMs);
  } else if (error.code === 'HeadersTimeout') {
    onCongestion?.('slow');
  } else if (error.phase === 'connect' || error.phase === 'body') {
    onCongestion?.('reset');
  }
}

async function request(active: ActivePart, access: Access, stream: Stream, signal: AbortSignal): Promise<void> {
  const { download, carrier } = stream;
  const hole = active.hole();
  if (hole === undefined) return;
  const link = linkAbort(signal);
  active.onRequest(link.abort);
  download.onRequest();
  try {
    await carrier.carry(
      {
        url: access.url,
        headers: access.headers,
        pin: download.pin(),
        start: hole.start,
        end: hole.end,
        endIfWhole: stream.endIfWhole?.(hole.start),
      },
      {
        onControl: active.onControl,
        onDropped: download.onDropped,
        onHead(identity, responseEnd, isWhole) {
          // A server that ignores ranges sends more than requested.
          active.setEnd(responseEnd > hole.end ? responseEnd : Math.min(active.end(), identity.sizeBytes));
          stream.onHead?.(identity, isWhole);
        },
        onWritten(piece) {
          active.onBytes(piece.length);
          download.onWritten(piece);
          stream.onPiece?.(piece);
        },
      },
      link.signal,
    );
  } finally {
    active.onRequestOver();
    link.unlink();
  }
}

function asOssError(cause: unknown, offset: number): OssError {
  if (OssError.isInstance(cause)) return cause;
  return new OssError({
    code: 'TransferFailed',
    phase: 'body',
    message: 'The transfer failed for an unknown reason.',
    advice: 'See the cause.',
    retryable: true,
    offset,
    cause,
  });
}
