import { carryPart, type PartContext } from './carry-part.ts';
import type { Span } from './ledger.ts';
import type { ObjectIdentity, RangeCarrier } from './ports.ts';

/** The first answer: what the object is, and the part that the request for it covers. */
export interface FirstAnswer {
  readonly identity: ObjectIdentity;
  readonly part: Span;
}

export interface StreamsOptions {
  readonly parallel: number;
  readonly firstPart: Span;
  /** All that a part needs, apart from what the streams themselves keep. */
  readonly context: Omit<PartContext, 'carrier' | 'onHead'>;
  readonly firstCarrier: RangeCarrier;
  /** Called once, when the first answer is there: gives the rest of the parts and who carries them. */
  readonly plan: (answer: FirstAnswer) => Promise<{ readonly parts: readonly Span[]; readonly carrier: RangeCarrier }>;
  /** Stops all streams. */
  readonly stop: AbortController;
  readonly signal: AbortSignal;
}

/**
 * Runs the streams of one download. The first request is the probe: it asks for the first part, and what its answer
 * says decides the rest. The first failure that a part does not survive stops all; what came is kept.
 */
export async function runStreams(options: StreamsOptions): Promise<void> {
  const { parallel, firstPart, context, firstCarrier, plan, stop, signal } = options;
  const queue: Span[] = [];
  let planned: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  const guard = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      failure ??= { error };
      stop.abort(error);
    }
  };

  const streams: Promise<void>[] = [];
  const runQueue = async (carrier: RangeCarrier): Promise<void> => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      await carryPart(part, { ...context, carrier, onHead: () => undefined }, signal);
    }
  };

  const startRest = async (answer: FirstAnswer): Promise<void> => {
    const { parts, carrier } = await plan(answer);
    signal.throwIfAborted();
    queue.push(...parts);
    const others = Math.min(parallel, parts.length + 1) - 1;
    for (let index = 0; index < others; index += 1) streams.push(guard(runQueue(carrier)));
    streams.push(guard(first.then(() => runQueue(carrier))));
  };

  const first = carryPart(
    firstPart,
    {
      ...context,
      carrier: firstCarrier,
      onHead(identity, end) {
        planned ??= guard(startRest({ identity, part: { start: firstPart.start, end } }));
      },
    },
    signal,
  );
  await guard(first);
  await planned;
  // Streams are only added while `planned` runs, so all of them are known here.
  await Promise.all(streams);
  if (failure !== undefined) throw failure.error;
}
