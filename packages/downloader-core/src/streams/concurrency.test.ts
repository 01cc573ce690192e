import { describe, expect, it } from 'vitest';
import { type Concurrency, createConcurrency } from './concurrency.ts';

const mebibyte = 1024 * 1024;

/** A simulated network with its own clock: each stream receives pieces of 1 MiB at the rate `rateOf`, in MiB/s. */
function runNetwork(rateOf: (streams: number) => number, { latencyMs = 1, max = 32 } = {}) {
  let nowMs = 0;
  const concurrency = createConcurrency({ now: () => nowMs, start: 4, max });
  concurrency.onResponse(latencyMs);
  const targets: { atMs: number; target: number }[] = [];
  let owed = 0;
  const run = (forMs: number): number => {
    for (const endMs = nowMs + forMs; nowMs < endMs; ) {
      nowMs += 1;
      const streams = concurrency.target();
      for (owed += (rateOf(streams) * streams) / 1000; owed >= 1; owed -= 1) concurrency.onBytes(mebibyte);
      if (targets.at(-1)?.target !== concurrency.target()) targets.push({ atMs: nowMs, target: concurrency.target() });
    }
    return concurrency.target();
  };
  return { concurrency, targets, run };
}

const limitedConnections = () => 25;
const limitedMachine = (streams: number) => 700 / streams;

describe('createConcurrency', () => {
  it('default: starts with 4 streams', () => {
    expect(createConcurrency({ now: () => 0, start: 4, max: 32 }).target()).toBe(4);
  });

  it('behavior: doubles within a second while every connection has the same rate, up to 32', () => {
    const { run, targets } = runNetwork(limitedConnections);
    expect(run(1_000)).toBe(32);
    expect(run(60_000)).toBe(32);
    expect(targets.map(({ target }) => target)).toEqual([4, 8, 16, 32]);
  });

  it('behavior: reaches 32 streams with high latency', () => {
    expect(runNetwork(() => 16, { latencyMs: 50 }).run(1_500)).toBe(32);
  });

  it('behavior: stays at 4 after one trial if the machine is the limit', () => {
    const { run, targets } = runNetwork(limitedMachine);
    expect(run(4_000)).toBe(4);
    expect(targets.map(({ target }) => target)).toEqual([4, 8, 4]);
  });

  it('behavior: failed trials become rare', () => {
    const { run, targets } = runNetwork(limitedMachine);
    run(120_000);
    const trials = targets.filter(({ target }) => target === 8).map(({ atMs }) => atMs);
    expect(trials.length).toBeLessThanOrEqual(6);
    const pauses = trials.slice(1).map((atMs, index) => atMs - (trials[index] ?? 0));
    expect(pauses).toEqual([...pauses].sort((left, right) => left - right));
  });

  it('behavior: notices when the network becomes faster', () => {
    let limit = 100;
    const { run } = runNetwork((streams) => Math.min(25, limit / streams));
    expect(run(3_000)).toBe(4);
    limit = 10_000;
    expect(run(20_000)).toBe(32);
  });

  it('behavior: measures a slow network for longer', () => {
    const { run, targets } = runNetwork((streams) => 2 / streams);
    run(120_000);
    expect(new Set(targets.map(({ target }) => target))).toEqual(new Set([4, 8]));
  });

  it.each([
    ['throttled', 8],
    ['reset', 12],
    ['slow', 12],
  ] as const)('behavior: %s reduces 16 streams to %i immediately', (congestion, expected) => {
    const { run, concurrency } = runNetwork(limitedConnections, { max: 16 });
    run(2_000);
    concurrency.onCongestion(congestion);
    expect(concurrency.target()).toBe(expected);
  });

  it('behavior: simultaneous congestion of several streams counts once', () => {
    const { run, concurrency } = runNetwork(limitedConnections, { max: 16 });
    run(2_000);
    for (let stream = 0; stream < 16; stream += 1) concurrency.onCongestion('throttled');
    expect(concurrency.target()).toBe(8);
    run(1_001);
    concurrency.onCongestion('throttled');
    expect(concurrency.target()).toBe(4);
  });

  it('behavior: keeps at least one stream', () => {
    const { run, concurrency } = runNetwork(limitedConnections, { max: 16 });
    for (let round = 0; round < 20; round += 1) {
      run(1_001);
      concurrency.onCongestion('throttled');
    }
    expect(concurrency.target()).toBe(1);
  });

  it('behavior: after congestion, holds, then grows by quarters', () => {
    const { run, concurrency, targets } = runNetwork(limitedConnections, { max: 16 });
    run(2_000);
    concurrency.onCongestion('throttled');
    expect(run(4_000)).toBe(8);
    run(60_000);
    expect(targets.map(({ target }) => target)).toEqual([4, 8, 16, 8, 10, 12, 15, 16]);
  });

  it('behavior: a response that is much slower than others is congestion', () => {
    const { run, concurrency } = runNetwork(limitedConnections, { latencyMs: 30, max: 16 });
    run(2_000);
    concurrency.onResponse(1_900);
    expect(concurrency.target()).toBe(16);
    concurrency.onResponse(2_100);
    expect(concurrency.target()).toBe(12);
  });

  it('option: max is the limit, also at the start', () => {
    let nowMs = 0;
    const concurrency: Concurrency = createConcurrency({ now: () => nowMs, start: 4, max: 3 });
    expect(concurrency.target()).toBe(3);
    for (; nowMs < 5_000; nowMs += 10) concurrency.onBytes(mebibyte);
    expect(concurrency.target()).toBe(3);
  });
});
