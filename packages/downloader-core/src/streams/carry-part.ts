import { errorOptionsOf, OssError } from '@ossferry/contract';
import { readSourceRefusal } from '../answer/refusal.ts';
import type { DownloadEvent } from '../events.ts';
import type { ObjectIdentity, Piece, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import type { Access, SourceKeeper, SourceRefusal } from '../source/source.ts';
import { linkAbort, untilAborted } from '../until-aborted.ts';
import { backoffMs, maxRetryAfterMs, type RetryOptions, wait } from './backoff.ts';
import type { Concurrency } from './concurrency.ts';
import { createFlight, type Flight, type Part } from './flight.ts';
import type { ThrottleGate } from './throttle-gate.ts';
import { isThrottled } from './throttled.ts';

/** What the streams of one download share. */
export interface PartContext {
  readonly carrier: RangeCarrier;
  readonly source: SourceKeeper;
  /** The missing runs within a span, in order. */
  readonly holes: (span: Span) => Span[];
  /** The object that answers have to be of, as requests are to name it. */
  readonly pin: () => ObjectIdentity | undefined;
  /** The answer to a request is good; `end` is the offset up to which its body reaches. */
  readonly onHead: (identity: ObjectIdentity, end: number, isWhole: boolean) => void;
  readonly onWritten: (piece: Piece) => void;
  readonly onEvent: (event: DownloadEvent) => void;
  readonly onRequest: () => void;
  /** How far a stream at `start` goes on when the server ignores ranges; `undefined` where that is no answer. */
  readonly endIfWhole?: ((start: number) => number | undefined) | undefined;
  /** Bytes came that another stream brings as well. */
  readonly onDropped?: ((bytes: number) => void) | undefined;
  readonly retry: RetryOptions;
  readonly random: () => number;
  /** Hears how requests fare. */
  readonly concurrency?: Concurrency | undefined;
  /** Where all streams wait when one of them was throttled. */
  readonly gate?: ThrottleGate | undefined;
  /** Whether a throttled stream gives its part back, as there are more streams than are good. @default never */
  readonly isOneTooMany?: (() => boolean) | undefined;
  /** Whether the object has begun to come: from then on a network that is gone is waited for. @default never */
  readonly isUnderWay?: (() => boolean) | undefined;
  /** Whether the host has answered another download: one that cannot be reached any more is waited for. @default never */
  readonly isHostKnown?: (() => boolean) | undefined;
}

// A try that brings less counts as a failure: a server that cuts every answer after a few bytes would otherwise be asked
// forever.
const progressBytes = 64 * 1024;

/** URLs in a row that may be refused because of their date: a source whose new URLs have ended too is no source. */
const mostRefusedUrls = 3;

/** Brings one part of the object to the disk, as {@link carryFlight} does. */
export async function carryPart(part: Part, context: PartContext, signal: AbortSignal): Promise<void> {
  await carryFlight(createFlight(part, context.holes), context, signal);
}

/**
 * Brings a part of the object to the disk, however often its connection breaks: every try starts behind what the
 * tries before it brought. Only tries that bring next to nothing count against the budget. Gives the part back, with
 * what counts against it, when the stream is throttled and one too many.
 */
export async function carryFlight(
  flight: Flight,
  context: PartContext,
  signal: AbortSignal,
): Promise<Part | undefined> {
  const { source, onEvent, retry, random, concurrency, gate } = context;
  let { failures = 0, stuckSinceMs } = flight.part;
  let refusedUrls = 0;
  let refused: { readonly access: Access; readonly why: SourceRefusal } | undefined;
  for (;;) {
    signal.throwIfAborted();
    await gate?.pass(signal);
    const start = flight.hole()?.start;
    if (start === undefined) return undefined;
    let access: Access | undefined;
    try {
      const asked = refused === undefined ? source.current() : source.renew(refused.access, refused.why);
      access = await untilAborted(asked, signal);
      refused = undefined;
      await request(flight, access, context, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const left = flight.hole();
      if (left === undefined) return undefined; // Another stream has the rest.
      const error = asOssError(cause, start);
      const broughtBytes = left.start - start;
      if (broughtBytes >= progressBytes) [failures, refusedUrls, stuckSinceMs] = [0, 0, undefined];

      const why = source.renewable ? readSourceRefusal(error) : undefined;
      if (why !== undefined && access !== undefined) {
        refusedUrls += 1;
        if (refusedUrls >= mostRefusedUrls) throw gaveUp(error, refusedUrls);
        refused = { access, why };
        continue;
      }

      failures += broughtBytes >= progressBytes ? 0 : 1;
      const isUnderWay =
        context.isUnderWay?.() === true || (error.phase === 'connect' && context.isHostKnown?.() === true);
      if (!error.retryable && !(isUnderWay && nameUnknown.has(error.code))) throw error;
      const { retryAfterMs = 0 } = error;
      if (retryAfterMs > maxRetryAfterMs) throw asksTooMuch(error, retryAfterMs);
      stuckSinceMs ??= performance.now();
      const isBorne = isUnderWay && mayPass(error) && performance.now() - stuckSinceMs < retry.patienceMs;
      if (failures >= retry.maxFailures && !isBorne) throw gaveUp(error, failures);
      const delayMs = backoffMs(retry, failures, retryAfterMs, random);
      onEvent({ type: 'retry', error, offset: left.start, delayMs });
      if (isThrottled(error)) {
        concurrency?.onTrouble('throttled');
        gate?.close(delayMs);
        if (context.isOneTooMany?.()) return { ...flight.part, end: flight.end(), failures, stuckSinceMs };
      } else if (error.code === 'HeadersTimeout') {
        concurrency?.onTrouble('slow');
      } else if (error.phase === 'connect' || error.phase === 'body') {
        concurrency?.onTrouble('reset');
      }
      await wait(delayMs, signal);
    }
  }
}

async function request(flight: Flight, access: Access, context: PartContext, signal: AbortSignal): Promise<void> {
  const { carrier, pin, concurrency } = context;
  const hole = flight.hole();
  if (hole === undefined) return;
  const link = linkAbort(signal);
  flight.onRequest(link.abort);
  context.onRequest();
  try {
    await carrier.carry(
      {
        ...{ url: access.url, headers: access.headers, pin: pin() },
        ...{ start: hole.start, end: hole.end, endIfWhole: context.endIfWhole?.(hole.start) },
      },
      {
        onControl: flight.onControl,
        onDropped: context.onDropped,
        onHead(identity, answerEnd, isWhole) {
          concurrency?.onAnswer(flight.pace()?.elapsedMs ?? 0);
          // A server without ranges sends all: more than was asked for.
          flight.setEnd(answerEnd > hole.end ? answerEnd : Math.min(flight.end(), identity.sizeBytes));
          context.onHead(identity, answerEnd > hole.end ? answerEnd : flight.end(), isWhole);
        },
        onWritten(piece) {
          flight.onBytes(piece.length);
          context.onWritten(piece);
        },
      },
      link.signal,
    );
  } finally {
    flight.onRequestOver();
    link.unlink();
  }
}

/** A host that has answered exists: some systems call every name unknown as long as there is no network. */
const nameUnknown: ReadonlySet<string> = new Set(['HostNotFound', 'ProxyUnreachable']);

/** Whether time can heal it: a network that is gone, a server that is restarted or busy. */
function mayPass({ phase, code, status = 0 }: OssError): boolean {
  return phase === 'connect' || status >= 500 || status === 429 || lostOnTheWay.has(code);
}

const lostOnTheWay: ReadonlySet<string> = new Set([
  'ConnectionLost',
  'HeadersTimeout',
  'FirstByteTimeout',
  'IdleTimeout',
]);

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

function asksTooMuch(error: OssError, retryAfterMs: number): OssError {
  return new OssError({
    ...errorOptionsOf(error),
    advice: `The server asks to wait ${Math.ceil(retryAfterMs / 1000)} s: run it again after that.`,
    retryable: false,
    cause: error,
  });
}

function gaveUp(error: OssError, failures: number): OssError {
  const options = errorOptionsOf(error);
  const what = options.message;
  return new OssError({
    ...options,
    message: failures === 1 ? what : `Gave up after ${failures} tries in a row that brought nothing. ${what}`,
    retryable: false,
    cause: error,
  });
}
