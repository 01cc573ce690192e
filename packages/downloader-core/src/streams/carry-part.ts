import { OssError } from '@ossferry/contract';
import { readSourceRefusal } from '../answer/refusal.ts';
import type { DownloadEvent } from '../events.ts';
import type { ObjectIdentity, Piece, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import type { Access, SourceKeeper, SourceRefusal } from '../source/source.ts';
import { linkAbort, untilAborted } from '../until-aborted.ts';
import { type RetryOptions, wait } from './backoff.ts';
import type { Trouble } from './concurrency.ts';
import { createFlight, type Flight, type Part } from './flight.ts';
import { createPatience } from './patience.ts';
import type { ThrottleGate } from './throttle-gate.ts';
import { isThrottled } from './throttled.ts';

/** What all parts of one download share. */
export interface DownloadContext {
  readonly source: SourceKeeper;
  /** The missing runs within a span, in order. */
  readonly holes: (span: Span) => Span[];
  /** The object that answers have to be of, as requests are to name it. */
  readonly pin: () => ObjectIdentity | undefined;
  readonly retry: RetryOptions;
  readonly random: () => number;
  /** Whether the host has answered another download: one that cannot be reached any more is waited for. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
  readonly onRequest: () => void;
  readonly onWritten: (piece: Piece) => void;
  /** Bytes came that another stream brings as well. */
  readonly onDropped?: ((bytes: number) => void) | undefined;
  readonly onEvent: (event: DownloadEvent) => void;
}

/** What brings a part, and what the part is told by the streams beside it, or tells them. */
export interface Stream {
  readonly download: DownloadContext;
  readonly carrier: RangeCarrier;
  /** Where all streams wait when one of them was throttled. */
  readonly gate?: ThrottleGate | undefined;
  /** How far a stream at `start` goes on when the server ignores ranges; `undefined` where that is no answer. */
  readonly endIfWhole?: ((start: number) => number | undefined) | undefined;
  /** Whether a throttled stream gives its part back, as there are more streams than are good. @default never */
  readonly isOneTooMany?: (() => boolean) | undefined;
  /** Whether the object has begun to come: from then on a network that is gone is waited for. @default never */
  readonly isUnderWay?: (() => boolean) | undefined;
  /** The answer to a request is good: its body reaches to where the flight ends now. */
  readonly onHead?: ((identity: ObjectIdentity, isWhole: boolean) => void) | undefined;
  readonly onPiece?: ((piece: Piece) => void) | undefined;
  /** A request failed, and the number of streams may be to blame. */
  readonly onTrouble?: ((trouble: Trouble) => void) | undefined;
}

/** Brings one part of the object to the disk, as {@link carryFlight} does. */
export async function carryPart(part: Part, stream: Stream, signal: AbortSignal): Promise<void> {
  await carryFlight(createFlight(part, stream.download.holes), stream, signal);
}

/**
 * Brings a part of the object to the disk, however often its connection breaks: every try starts behind what the
 * tries before it brought. Only tries that bring next to nothing count against the budget. Gives the part back, with
 * what counts against it, when the stream is throttled and one too many.
 */
export async function carryFlight(flight: Flight, stream: Stream, signal: AbortSignal): Promise<Part | undefined> {
  const { source, retry, random, onEvent } = stream.download;
  const patience = createPatience(flight.part, retry, random);
  /** The URL that the service would not take, until the source has given another one. */
  let refused: { readonly access: Access; readonly refusal: SourceRefusal } | undefined;
  for (;;) {
    signal.throwIfAborted();
    await stream.gate?.pass(signal);
    const start = flight.hole()?.start;
    if (start === undefined) return undefined;
    let access: Access | undefined;
    try {
      const asked = refused === undefined ? source.current() : source.renew(refused.access, refused.refusal);
      access = await untilAborted(asked, signal);
      refused = undefined;
      await request(flight, access, stream, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const left = flight.hole();
      if (left === undefined) return undefined; // Another stream has the rest.
      const error = asOssError(cause, start);
      const next = patience.afterFailure({
        error,
        broughtBytes: left.start - start,
        refusal: source.renewable && access !== undefined ? readSourceRefusal(error) : undefined,
        isUnderWay: isUnderWay(error, stream),
      });
      if (next.type === 'new URL') {
        refused = access && { access, refusal: next.refusal };
        continue;
      }
      const { delayMs } = next;
      onEvent({ type: 'retry', error, offset: left.start, delayMs });
      tellTrouble(error, delayMs, stream);
      if (isThrottled(error) && stream.isOneTooMany?.()) {
        return { ...flight.part, end: flight.end(), ...patience.counted() };
      }
      await wait(delayMs, signal);
    }
  }
}

function isUnderWay({ phase }: OssError, { isUnderWay, download }: Stream): boolean {
  return isUnderWay?.() === true || (phase === 'connect' && download.isHostKnown?.() === true);
}

/** Lets the other streams know of a failure that may be of their making. */
function tellTrouble(error: OssError, delayMs: number, { gate, onTrouble }: Stream): void {
  if (isThrottled(error)) {
    onTrouble?.('throttled');
    gate?.close(delayMs);
  } else if (error.code === 'HeadersTimeout') {
    onTrouble?.('slow');
  } else if (error.phase === 'connect' || error.phase === 'body') {
    onTrouble?.('reset');
  }
}

async function request(flight: Flight, access: Access, stream: Stream, signal: AbortSignal): Promise<void> {
  const { download, carrier } = stream;
  const hole = flight.hole();
  if (hole === undefined) return;
  const link = linkAbort(signal);
  flight.onRequest(link.abort);
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
        onControl: flight.onControl,
        onDropped: download.onDropped,
        onHead(identity, answerEnd, isWhole) {
          // A server without ranges sends all: more than was asked for.
          flight.setEnd(answerEnd > hole.end ? answerEnd : Math.min(flight.end(), identity.sizeBytes));
          stream.onHead?.(identity, isWhole);
        },
        onWritten(piece) {
          flight.onBytes(piece.length);
          download.onWritten(piece);
          stream.onPiece?.(piece);
        },
      },
      link.signal,
    );
  } finally {
    flight.onRequestOver();
    link.unlink();
  }
}

function asOssError(cause: unknown, offset: number): OssError {
  if (OssError.isInstance(cause)) return cause;
  return new OssError({
    code: 'TransferFailed',
    phase: 'body',
    message: 'The transfer failed for a reason that is not known.',
    advice: 'See the cause.',
    retryable: true,
    offset,
    cause,
  });
}
