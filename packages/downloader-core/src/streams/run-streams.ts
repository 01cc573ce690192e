import { OssError } from '@ossferry/contract';
import type { ObjectIdentity, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import { carryFlight, type PartContext } from './carry-part.ts';
import { chooseCut } from './choose-cut.ts';
import type { Concurrency } from './concurrency.ts';
import { createFlight, type Flight, type Part } from './flight.ts';
import { createThrottleGate } from './throttle-gate.ts';

/** The first answer: what the object is, and the part that the request for it covers. */
export interface FirstAnswer {
  readonly identity: ObjectIdentity;
  readonly part: Span;
}

export interface StreamsOptions {
  readonly concurrency: Concurrency;
  readonly firstPart: Span;
  /** All that a part needs, apart from what the streams themselves keep. */
  readonly context: Omit<PartContext, 'carrier' | 'onHead' | 'endIfWhole' | 'concurrency' | 'gate' | 'isOneTooMany'>;
  readonly firstCarrier: RangeCarrier;
  /** Called once, when the first answer is there: gives the rest of the parts and who carries them. */
  readonly plan: (answer: FirstAnswer) => Promise<{ readonly parts: readonly Span[]; readonly carrier: RangeCarrier }>;
  /** Stops all streams. */
  readonly stop: AbortController;
  readonly signal: AbortSignal;
  /** So many parts are on their way at once. */
  readonly onStreams?: ((count: number) => void) | undefined;
  /** A clock that only goes forward, in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
}

/** How often a stream without work looks for some: who crawls tells nothing. */
const lookEveryMs = 200;

/**
 * Runs the streams of one download. The first request is the probe: it asks for the first part, and what its answer
 * says decides the rest. There are as many streams as the concurrency wants; one too many ends with its part. When no
 * part waits, a stream without work takes over what another would bring last. The first failure that a part does not
 * survive stops all; what came is kept.
 */
export async function runStreams(options: StreamsOptions): Promise<void> {
  const { concurrency, firstPart, firstCarrier, plan, stop, signal, onStreams } = options;
  const queue: Part[] = [];
  const flights = new Set<Flight>();
  const working = new Set<Promise<void>>();
  const gate = createThrottleGate();
  const pace = createPace();
  let carrier: RangeCarrier | undefined;
  let isPlanned = false;
  let rangesWork = false;
  let isRangeless = false;
  let isCutting = false;
  let failure: { readonly error: unknown } | undefined;

  /** Takes part in the download: its failure stops all, and the end waits for it. */
  const work = (task: () => Promise<void>): Promise<void> => {
    const done = task()
      .catch((error: unknown) => {
        failure ??= { error };
        stop.abort(error);
      })
      .finally(() => working.delete(done));
    working.add(done);
    return done;
  };

  const fly = async (part: Part, by: RangeCarrier): Promise<void> => {
    const flight = createFlight(part, options.context.holes, options.now);
    flights.add(flight);
    onStreams?.(flights.size);
    try {
      const givenBack = await carryFlight(
        flight,
        {
          ...options.context,
          carrier: by,
          gate,
          concurrency: { ...concurrency, onAnswer },
          isOneTooMany: () => flights.size > target(),
          endIfWhole,
          onHead: (identity, end, isWhole) => onHead(part, identity, end, isWhole),
          onWritten(piece) {
            options.context.onWritten(piece);
            concurrency.onBytes(piece.length);
            pace.onPiece(flight);
            fill();
          },
        },
        signal,
      );
      if (givenBack !== undefined) queue.unshift(givenBack);
    } catch (error) {
      const left = flight.hole();
      if (!isPlanned || left === undefined || part.rangeIgnored || !isRangeIgnored(error)) throw error;
      // It knew ranges, and does not any more: what is missing comes over one stream, past what is there.
      isRangeless = true;
      queue.unshift({ start: left.start, end: flight.end(), rangeIgnored: true });
    } finally {
      flights.delete(flight);
    }
    fill();
  };

  const onAnswer = (latencyMs: number): void => {
    pace.onAnswer(latencyMs);
    concurrency.onAnswer(latencyMs);
  };
  const onHead = (part: Part, identity: ObjectIdentity, end: number, isWhole: boolean): void => {
    if (part.start > 0 && !isWhole) rangesWork = true;
    if (isPlanned) return;
    isPlanned = true;
    isRangeless = isWhole;
    void work(async () => {
      const planOfRest = await plan({ identity, part: { start: part.start, end } });
      carrier = planOfRest.carrier;
      queue.push(...planOfRest.parts);
      fill();
    });
  };

  // Of a server without ranges every stream gets the whole object: one of them is enough, and it takes all that is missing.
  const target = (): number => (isRangeless ? 1 : concurrency.target());
  const endIfWhole = (start: number): number | undefined => {
    const isAlone = flights.size === 1; // What others are bringing is missing as well.
    if (isPlanned && !(isRangeless && isAlone)) return undefined;
    return options.context.holes({ start, end: Number.POSITIVE_INFINITY })[0]?.end;
  };

  const fill = (): void => {
    const by = carrier;
    if (by === undefined || signal.aborted) return;
    while (flights.size < target()) {
      const part = queue.shift();
      if (part === undefined) break;
      void work(() => fly(part, by));
    }
    if (flights.size < target()) takeOver();
  };

  const takeOver = (): void => {
    if (isCutting || !rangesWork) return;
    const cut = chooseCut(flights, pace);
    if (cut === undefined) return;
    const { flight, at, crawls } = cut;
    isCutting = true;
    void work(async () => {
      const rest = await flight.cut(at, crawls).finally(() => {
        isCutting = false;
      });
      if (rest === undefined) return;
      queue.unshift({ ...rest, takeovers: (flight.part.takeovers ?? 0) + (crawls ? 1 : 0) });
      fill();
    });
  };

  void work(() => fly(firstPart, firstCarrier));
  const look = setInterval(fill, lookEveryMs);
  try {
    // Whoever ends may have started others before.
    while (working.size > 0) await Promise.race(working);
  } finally {
    clearInterval(look);
  }
  if (failure !== undefined) throw failure.error;
  if (queue.length > 0) signal.throwIfAborted();
}

function isRangeIgnored(error: unknown): boolean {
  return OssError.isInstance(error) && error.code === 'RangeIgnored';
}

/** What a stream of this download does as a rule. */
function createPace() {
  let latencyMs: number | undefined;
  let usualRate: number | undefined;
  const blend = (before: number | undefined, next: number) => (before === undefined ? next : 0.8 * before + 0.2 * next);
  return {
    get latencyMs() {
      return latencyMs;
    },
    get usualRate() {
      return usualRate;
    },
    onAnswer(ms: number) {
      latencyMs = blend(latencyMs, ms);
    },
    /** A crawling stream hardly ever brings a piece, so it hardly weighs here. */
    onPiece(flight: Flight) {
      const { elapsedMs = 0, broughtBytes = 0 } = flight.pace() ?? {};
      if (elapsedMs > 0) usualRate = blend(usualRate, broughtBytes / elapsedMs);
    },
  };
}
