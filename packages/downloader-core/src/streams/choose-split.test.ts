import { describe, expect, it } from 'vitest';
import { createActivePart, type Part } from './active-part.ts';
import { chooseSplit } from './choose-split.ts';

const mebibyte = 1024 * 1024;

/** An active part of 32 MiB with this progress. */
function partOf(receivedMebibytes: number, elapsedMs: number, part: Partial<Part> = {}) {
  const whole = { start: 0, end: 32 * mebibyte, ...part };
  let nowMs = 0;
  const active = createActivePart(
    whole,
    ({ start, end }) => [{ start: start + receivedMebibytes * mebibyte, end }].filter((hole) => hole.start < hole.end),
    () => nowMs,
  );
  active.onRequest(() => undefined);
  active.onControl({ shorten: async (end) => end });
  active.onBytes(receivedMebibytes * mebibyte);
  nowMs = elapsedMs;
  return active;
}

const unknown = { latencyMs: undefined, usualRate: undefined };
const usual = { latencyMs: 1, usualRate: (16 * mebibyte) / 1000 };

describe('chooseSplit', () => {
  it('default: splits the part that would finish last in half', () => {
    const quick = partOf(16, 500);
    const slow = partOf(8, 1000);
    expect(chooseSplit([quick, slow], unknown)).toMatchObject({ active: slow, at: 20 * mebibyte, isStalled: false });
  });

  it('behavior: takes at most 64 MiB, so that a trial stream ends soon', () => {
    const long = partOf(8, 500, { start: 0, end: 1024 * mebibyte });
    expect(chooseSplit([long], unknown)).toMatchObject({ active: long, at: 960 * mebibyte });
  });

  it.each([
    ['has less than 2 MiB left', partOf(30.5, 9000), unknown],
    ['ends within 150 ms', partOf(24, 400), unknown],
    ['ends before another request would get a response', partOf(24, 3000), { ...unknown, latencyMs: 300 }],
    ['has just started', partOf(1, 100), unknown],
    ['has received nothing, for unknown reasons', partOf(0, 10_000), unknown],
  ])('behavior: does not split a part that %s', (_, active, options) => {
    expect(chooseSplit([active], options)).toBeUndefined();
  });

  it('behavior: takes all missing bytes of a stalled part', () => {
    const stalled = partOf(1, 10_000);
    const steady = partOf(2, 1000);
    expect(chooseSplit([steady, stalled], usual)).toMatchObject({ active: stalled, at: 0, isStalled: true });
  });

  it('behavior: takes a stalled part with few bytes left, or none received', () => {
    const part = { start: 0, end: mebibyte / 2 };
    expect(chooseSplit([partOf(0, 10_000, part)], usual)).toMatchObject({ isStalled: true });
  });

  it('behavior: a part that stalled on three connections is not taken again', () => {
    expect(chooseSplit([partOf(0, 10_000, { stalls: 3 })], usual)).toBeUndefined();
    expect(chooseSplit([partOf(1, 10_000, { stalls: 3 })], usual)).toMatchObject({ isStalled: false });
  });

  it('behavior: on a slow network, it takes longer to detect a stall', () => {
    const slowUsual = { latencyMs: 1, usualRate: (0.2 * mebibyte) / 1000 };
    expect(chooseSplit([partOf(0, 10_000)], slowUsual)).toBeUndefined();
    expect(chooseSplit([partOf(0, 21_000)], slowUsual)).toMatchObject({ isStalled: true });
  });

  it('behavior: does not split parts whose carriers cannot shorten them', () => {
    const active = partOf(8, 1000);
    active.onRequestOver();
    active.onRequest(() => undefined);
    expect(chooseSplit([active], unknown)).toBeUndefined();
  });
});
