import { OssError } from '@ossferry/contract';
import type { ObjectIdentity, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import { carryFlight, type DownloadContext, type Stream } from './carry-part.ts';
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

export interface StreamsOptions {
  readonly download: DownloadContext;
  readonly concurrency: Concurrency;
  readonly firstPart: Span;
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
  const { download, concurrency, firstPart, plan, stop, signal, onStreams } = options;
  const queue: Part[] = [];
  const flights = new Set<Flight>();
  const tasks = createTaskGroup(stop);
  const averages = createStreamAverages();
  const gate = createThrottleGate();
  /**
   * `asking`: one flight, and nobody knows the object. `planning`: its head is there; it flies on alone. `flying`: as many
   * as the concurrency wants.
   */
  let stage: 'asking' | 'planning' | 'flying' = 'asking';
  /** Who carries the flights that start now. */
  let carrier = options.firstCarrier;
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
    return download.holes({ start, end: Number.POSITIVE_INFINITY })[0]?.end;
  };

  const onHead = (flight: Flight, identity: ObjectIdentity, isWhole: boolean): void => {
    const latencyMs = flight.pace()?.elapsedMs ?? 0;
    averages.onAnswer(latencyMs);
    concurrency.onAnswer(latencyMs);
    const { start } = flight.part;
    if (start > 0 && !isWhole && ranges === 'untried') ranges = 'honoured';
    if (stage !== 'asking') return;
    stage = 'planning';
    if (isWhole) ranges = 'ignored';
    const answer = { identity, part: { start, end: flight.end() } };
    tasks.run(async () => {
      const planned = await plan(answer);
      carrier = planned.carrier;
      queue.push(...planned.parts);
      stage = 'flying';
      fill();
    });
  };

  const streamOf = (flight: Flight): Stream => ({
    download,
    carrier,
    gate,
    endIfWhole,
    isOneTooMany: () => flights.size > target(),
    isUnderWay: () => stage !== 'asking',
    onHead: (identity, isWhole) => onHead(flight, identity, isWhole),
    onPiece(piece) {
      concurrency.onBytes(piece.length);
      averages.onPiece(flight);
      fill();
    },
    onTrouble: concurrency.onTrouble,
  });

  /** Brings one part; what is left of it when it is given back waits for another stream. */
  const fly = async (part: Part): Promise<void> => {
    const flight = createFlight(part, download.holes, options.now);
    flights.add(flight);
    onStreams?.(flights.size);
    try {
      const givenBack = await carryFlight(flight, streamOf(flight), signal);
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
    if (stage !== 'flying' || signal.aborted) return;
    while (flights.size < target()) {
      const part = queue.shift();
      if (part === undefined) {
        takeOver();
        return;
      }
      tasks.run(() => fly(part));
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

  tasks.run(() => fly(firstPart));
  const look = setInterval(fill, lookEveryMs);
  try {
    await tasks.settle();
  } finally {
    clearInterval(look);
  }
  // Stopped between two parts: there was no flight to fail of it.
  if (queue.length > 0) signal.throwIfAborted();
}

function isRangeIgnored(error: unknown): boolean {
  return OssError.isInstance(error) && error.code === 'RangeIgnored';
}
