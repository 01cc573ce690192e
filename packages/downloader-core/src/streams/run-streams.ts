import { OssError } from '@ossferry/contract';
import type { ObjectIdentity, RangeCarrier } from '../ports.ts';
import type { Span } from '../record/ledger.ts';
import { type ActivePart, createActivePart, type Part } from './active-part.ts';
import { carryActivePart, type DownloadContext, type Stream } from './carry-part.ts';
import { chooseSplit } from './choose-split.ts';
import type { Concurrency } from './concurrency.ts';
import { createStreamAverages } from './stream-averages.ts';
import { createTaskGroup } from './task-group.ts';
import { createThrottleGate } from './throttle-gate.ts';

/** The first accepted response: the object's identity, and the span that its request covers. */
export interface FirstRange {
  readonly identity: ObjectIdentity;
  readonly part: Span;
}

export interface StreamsOptions {
  readonly download: DownloadContext;
  readonly concurrency: Concurrency;
  readonly firstPart: Span;
  readonly firstCarrier: RangeCarrier;
  /** Called once, after the first response: returns the other parts, and the carrier for them. */
  readonly plan: (first: FirstRange) => Promise<{ readonly parts: readonly Span[]; readonly carrier: RangeCarrier }>;
  /** Stops all streams. */
  readonly stop: AbortController;
  readonly signal: AbortSignal;
  /** Called with the number of active streams, whenever one starts. */
  readonly onStreams?: ((count: number) => void) | undefined;
  /** A monotonic clock in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
}

/** How often idle streams look for work. A stalled stream reports no event that could trigger it. */
const pollEveryMs = 200;

/**
 * Runs the streams of one download. The first request is the probe: it requests the first part, and its response
 * decides how the rest is planned. The concurrency controls the number of streams; surplus streams end after their
 * part. If the queue is empty, an idle stream takes over the end of the part that would finish last. The first failure
 * that a part cannot recover from stops all streams; received bytes are kept.
 */
export async function runStreams(options: StreamsOptions): Promise<void> {
  const { download, concurrency, firstPart, plan, stop, signal, onStreams } = options;
  const queue: Part[] = [];
  const activeParts = new Set<ActivePart>();
  const tasks = createTaskGroup(stop);
  const averages = createStreamAverages();
  const gate = createThrottleGate();
  /**
   * `probing`: the first request is waiting for its response. `planning`: the response has arrived, and its body is
   * being read. `parallel`: all streams are running.
   */
  let stage: 'probing' | 'planning' | 'parallel' = 'probing';
  /** The carrier of parts that start from now on. */
  let carrier = options.firstCarrier;
  /**
   * Whether the server supports ranges; a range from byte 0 does not show it. Parts are only split if it does. A server
   * that ignores ranges, from the first response or later, gets one stream.
   */
  let ranges: 'unknown' | 'supported' | 'ignored' = 'unknown';
  let isSplitting = false;

  // Without ranges, every stream would receive the whole object. One is enough: it takes all missing bytes.
  const target = (): number => (ranges === 'ignored' ? 1 : concurrency.target());

  /**
   * If the server sends the whole object, a stream reads up to the end of its hole. `undefined` refuses the response.
   */
  const endIfWhole = (start: number): number | undefined => {
    const isOnly = activeParts.size === 1; // Otherwise, holes include the bytes that other streams are receiving.
    if (stage !== 'probing' && !(ranges === 'ignored' && isOnly)) return undefined;
    return download.holes({ start, end: Number.POSITIVE_INFINITY })[0]?.end;
  };

  /** Plans the other parts, while the body of the first response is being read. */
  const planOthers = async (first: FirstRange): Promise<void> => {
    const planned = await plan(first);
    carrier = planned.carrier;
    for (const part of planned.parts) queue.push(part); // `push(...parts)` overflows the stack with 125 000 parts.
    stage = 'parallel';
    startStreams();
  };

  const onHead = (active: ActivePart, identity: ObjectIdentity, isWhole: boolean): void => {
    const latencyMs = active.pace()?.elapsedMs ?? 0;
    averages.onResponse(latencyMs);
    concurrency.onResponse(latencyMs);
    const { start } = active.part;
    if (start > 0 && !isWhole && ranges === 'unknown') ranges = 'supported';
    if (stage !== 'probing') return;
    stage = 'planning';
    if (isWhole) ranges = 'ignored';
    const first = { identity, part: { start, end: active.end() } };
    tasks.run(() => planOthers(first));
  };

  const streamOf = (active: ActivePart): Stream => ({
    download,
    carrier,
    gate,
    endIfWhole,
    isSurplus: () => activeParts.size > target(),
    hasStarted: () => stage !== 'probing',
    onHead: (identity, isWhole) => onHead(active, identity, isWhole),
    onPiece(piece) {
      concurrency.onBytes(piece.length);
      averages.onPiece(active);
      startStreams();
    },
    onCongestion: concurrency.onCongestion,
  });

  /** Downloads one part. If its stream returns it unfinished, the rest goes back to the queue. */
  const runPart = async (part: Part): Promise<void> => {
    const active = createActivePart(part, download.holes, options.now);
    activeParts.add(active);
    onStreams?.(activeParts.size);
    try {
      const unfinished = await carryActivePart(active, streamOf(active), signal);
      if (unfinished !== undefined) queue.unshift(unfinished);
    } catch (error) {
      const left = active.hole();
      if (stage === 'probing' || left === undefined || part.rangeIgnored || !isRangeIgnored(error)) throw error;
      // The server has stopped supporting ranges: one stream downloads the rest, skipping bytes that exist.
      ranges = 'ignored';
      queue.unshift({ start: left.start, end: active.end(), rangeIgnored: true });
    } finally {
      activeParts.delete(active);
    }
    startStreams();
  };

  /** Starts streams until their number reaches the target. */
  const startStreams = (): void => {
    if (stage !== 'parallel' || signal.aborted) return;
    while (activeParts.size < target()) {
      const part = queue.shift();
      if (part === undefined) {
        splitSlowest();
        return;
      }
      tasks.run(() => runPart(part));
    }
  };

  /** Work stealing: splits the part that would finish last, and queues its end for an idle stream. */
  const splitSlowest = (): void => {
    if (isSplitting || ranges !== 'supported') return;
    const split = chooseSplit(activeParts, averages);
    if (split === undefined) return;
    const { active, at, isStalled } = split;
    isSplitting = true;
    tasks.run(async () => {
      const rest = await active.split(at, isStalled).finally(() => {
        isSplitting = false;
      });
      if (rest === undefined) return;
      queue.unshift({ ...rest, stalls: (active.part.stalls ?? 0) + (isStalled ? 1 : 0) });
      startStreams();
    });
  };

  tasks.run(() => runPart(firstPart));
  const poll = setInterval(startStreams, pollEveryMs);
  try {
    await tasks.settle();
  } finally {
    clearInterval(poll);
  }
  // Aborted between two parts, when no stream was active that would have thrown.
  if (queue.length > 0) signal.throwIfAborted();
}

function isRangeIgnored(error: unknown): boolean {
  return OssError.isInstance(error) && error.code === 'RangeIgnored';
}
