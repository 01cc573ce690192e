import { describe, expect, it } from 'vitest';
import { chooseCut } from './choose-cut.ts';
import { createFlight, type Part } from './flight.ts';

const mebibyte = 1024 * 1024;

/** A flight of 32 MiB of which so many came in so many milliseconds. */
function flightOf(cameMebibytes: number, elapsedMs: number, part: Partial<Part> = {}) {
  const whole = { start: 0, end: 32 * mebibyte, ...part };
  let nowMs = 0;
  const flight = createFlight(
    whole,
    ({ start, end }) => [{ start: start + cameMebibytes * mebibyte, end }].filter((hole) => hole.start < hole.end),
    () => nowMs,
  );
  flight.onRequest(() => undefined);
  flight.onControl({ shorten: async (end) => end });
  flight.onBytes(cameMebibytes * mebibyte);
  nowMs = elapsedMs;
  return flight;
}

const unknown = { latencyMs: undefined, usualRate: undefined };
const usual = { latencyMs: 1, usualRate: (16 * mebibyte) / 1000 };

describe('chooseCut', () => {
  it('default: half the rest of the flight that would end last', () => {
    const quick = flightOf(16, 500);
    const slow = flightOf(8, 1000);
    expect(chooseCut([quick, slow], unknown)).toMatchObject({ flight: slow, at: 20 * mebibyte, crawls: false });
  });

  it('behavior: 64 MiB at most, so that a stream on trial ends soon', () => {
    const long = flightOf(8, 500, { start: 0, end: 1024 * mebibyte });
    expect(chooseCut([long], unknown)).toMatchObject({ flight: long, at: 960 * mebibyte });
  });

  it.each([
    ['has less than 2 MiB left', flightOf(30.5, 9000), unknown],
    ['ends in a moment', flightOf(24, 400), unknown],
    ['ends before a request would be answered', flightOf(24, 3000), { ...unknown, latencyMs: 300 }],
    ['has just begun', flightOf(1, 100), unknown],
    ['has brought nothing yet, and nobody knows why', flightOf(0, 10_000), unknown],
  ])('behavior: a flight that %s is left alone', (_, flight, options) => {
    expect(chooseCut([flight], options)).toBeUndefined();
  });

  it('behavior: a crawling flight loses all that has not come', () => {
    const crawling = flightOf(1, 10_000);
    const steady = flightOf(2, 1000);
    expect(chooseCut([steady, crawling], usual)).toMatchObject({ flight: crawling, at: 0, crawls: true });
  });

  it('behavior: also with next to nothing left, and with nothing brought', () => {
    const part = { start: 0, end: mebibyte / 2 };
    expect(chooseCut([flightOf(0, 10_000, part)], usual)).toMatchObject({ crawls: true });
  });

  it('behavior: a part that crawled over three connections is just slow', () => {
    expect(chooseCut([flightOf(0, 10_000, { takeovers: 3 })], usual)).toBeUndefined();
    expect(chooseCut([flightOf(1, 10_000, { takeovers: 3 })], usual)).toMatchObject({ crawls: false });
  });

  it('behavior: on a slow network it takes longer to call one crawling', () => {
    const slowUsual = { latencyMs: 1, usualRate: (0.2 * mebibyte) / 1000 };
    expect(chooseCut([flightOf(0, 10_000)], slowUsual)).toBeUndefined();
    expect(chooseCut([flightOf(0, 21_000)], slowUsual)).toMatchObject({ crawls: true });
  });

  it('behavior: flights whose carriers cannot shorten them are left alone', () => {
    const flight = flightOf(8, 1000);
    flight.onRequestOver();
    flight.onRequest(() => undefined);
    expect(chooseCut([flight], unknown)).toBeUndefined();
  });
});
