import { OssError } from '@ossferry/contract';
import type { ObjectIdentity, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import { carryFlight, type PartContext } from './carry-part.ts';
import { chooseCut } from './choose-cut.ts';
import type { Concurrency } from './concurrency.ts';
import { createFlight, type Flight, type Part } from './flight.ts';
import { createStreamAverages } from './stream-averages.ts';
import { createTaskGroup } from './task-group.ts';
import { createThrottleGate } from './throttle-gate.ts';

/** The first answer: what the object is, and the part that the request for it covers. */
export interface ProbeAnswer {
  readonly identity: ObjectIdentity;
  readonly part: Span;
}

/** What the streams themselves keep of a part's context. */
type SharedByStreams = 'carrier' | 'onHead' | 'endIfWhole' | 'concurrency' | 'gate' | 'isOneTooMany' | 'isUnderWay';

export interface StreamsOptions {
  readonly concurrency: Concurrency;
  readonly firstPart: Span;
  /** All that a part needs, apart from what the streams themselves keep. */
  readonly context: Omit<PartContext, SharedByStreams>;
  readonly firstCarrier: RangeCarrier;
  /** Called once, when the first answer is there: gives the rest of the parts and who carries them. */
  readonly plan: (answer: ProbeAnswer) => Promise<{ readonly parts: readonly Span[]; readonly carrier: RangeCarrier }>;
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
  const { concurrency, context, firstPart, firstCarrier, plan, stop, signal, onStreams } = options;
  const queue: Part[] = [];
  const flights = new Set<Flight>();
  const tasks = createTaskGroup(stop);
  const averages = createStreamAverages();
  const gate = createThrottleGate();
  /**
   * `asking`: one flight, and nobody knows the object. `planning`: its head is there; it flies on alone. From then on as
   * many fly as the concurrency wants, and this is who carries them.
   */
  let stage: 'asking' | 'planning' | { readonly carrier: RangeCarrier } = 'asking';
  /**
   * What the answers have shown of the server. A range from the beginning shows nothing. Only of a server that honours them
   * work is taken over; one that ignores them, from the first answer or later, gets one stream.
   */
  let ranges: 'untried' | 'honoured' | 'ignored' = 'untried';
  let isCutting = false;

  // Of a server without ranges every stream gets the whole object: one of them is enough, and it takes all that is missing.
  const target = (): number => (ranges === 'ignored' ? 1 : concurrency.target());

  const endIfWhole = (start: number): number | undefined => {
    const isAlone = flights.size === 1; // What others are bringing is missing as well.
    if (stage !== 'asking' && !(ranges === 'ignored' && isAlone)) return undefined;
    return context.holes({ start, end: Number.POSITIVE_INFINITY })[0]?.end;
  };

  const onAnswer = (latencyMs: number): void => {
    averages.onAnswer(latencyMs);
    concurrency.onAnswer(latencyMs);
  };

  const onHead = (part: Part, identity: ObjectIdentity, end: number, isWhole: boolean): void => {
    if (part.start > 0 && !isWhole && ranges === 'untried') ranges = 'honoured';
    if (stage !== 'asking') return;
    stage = 'planning';
    if (isWhole) ranges = 'ignored';
    tasks.run(async () => {
      const { carrier, parts } = await plan({ identity, part: { start: part.start, end } });
      stage = { carrier };
      queue.push(...parts);
      fill();
    });
  };

  /** Brings one part; what is left of it when it is given back waits for another stream. */
  const fly = async (part: Part, by: RangeCarrier): Promise<void> => {
    const flight = createFlight(part, context.holes, options.now);
    flights.add(flight);
    onStreams?.(flights.size);
    const flightContext: PartContext = {
      ...context,
      carrier: by,
      gate,
      concurrency: { ...concurrency, onAnswer },
      isOneTooMany: () => flights.size > target(),
      isUnderWay: () => stage !== 'asking',
      endIfWhole,
      onHead: (identity, end, isWhole) => onHead(part, identity, end, isWhole),
      onWritten(piece) {
        context.onWritten(piece);
        concurrency.onBytes(piece.length);
        averages.onPiece(flight);
        fill();
      },
    };
    try {
      const givenBack = await carryFlight(flight, flightContext, signal);
      if (givenBack !== undefined) queue.unshift(givenBack);
    } catch (error) {
      const left = flight.hole();
      if (stage === 'asking' || left === undefined || part.rangeIgnored || !isRangeIgnored(error)) throw error;
      // It knew ranges, and does not any more: what is missing comes over one stream, past what is there.
      ranges = 'ignored';
      queue.unshift({ start: left.start, end: flight.end(), rangeIgnored: true });
    } finally {
      flights.delete(flight);
    }
    fill();
  };

  /** Sees to it that there are as many streams as there should be. */
  const fill = (): void => {
    if (typeof stage === 'string' || signal.aborted) return;
    const { carrier } = stage;
    while (flights.size < target()) {
      const part = queue.shift();
      if (part === undefined) {
        takeOver();
        return;
      }
      tasks.run(() => fly(part, carrier));
    }
  };

  /** Cuts the rest off the stream that would end last, for one that has no work. */
  const takeOver = (): void => {
    if (isCutting || ranges !== 'honoured') return;
    const cut = chooseCut(flights, averages);
    if (cut === undefined) return;
    const { flight, at, crawls } = cut;
    isCutting = true;
    tasks.run(async () => {
      const rest = await flight.cut(at, crawls).finally(() => {
        isCutting = false;
      });
      if (rest === undefined) return;
      queue.unshift({ ...rest, takeovers: (flight.part.takeovers ?? 0) + (crawls ? 1 : 0) });
      fill();
    });
  };

  tasks.run(() => fly(firstPart, firstCarrier));
  const look = setInterval(fill, lookEveryMs);
  try {
    await tasks.settle();
  } finally {
    clearInterval(look);
  }
  if (queue.length > 0) signal.throwIfAborted();
}

function isRangeIgnored(error: unknown): boolean {
  return OssError.isInstance(error) && error.code === 'RangeIgnored';
}
