import { describe, expect, it } from 'vitest';
import { openLab } from '../lab.ts';
import { generateSchedule } from './generate-schedule.ts';
import { runSchedules } from './run-schedules.ts';
import { describeSchedule } from './schedule.ts';

/** `pnpm fault-lab --schedules 2000` runs more. */
const scheduleCount = 30;

describe('schedules', () => {
  it('behavior: no schedule violates an invariant', { timeout: 240_000 }, async () => {
    const lab = await openLab();
    const failed: string[] = [];
    try {
      await runSchedules({
        lab,
        parallel: 6,
        seeds: Array.from({ length: scheduleCount }, (_, index) => index + 1),
        onResult(schedule, { violations }) {
          if (violations.length > 0) failed.push(`${describeSchedule(schedule)}: ${violations.join('; ')}`);
        },
      });
    } finally {
      await lab.close();
    }
    expect(failed).toEqual([]);
  });

  it('behavior: some schedules use TLS, directly or through a proxy, with and without a fault', () => {
    const fronts = Array.from({ length: scheduleCount }, (_, index) => generateSchedule(index + 1).tls);
    expect(new Set(fronts.map((tls) => tls?.isProxied))).toEqual(new Set([undefined, false, true]));
    expect(new Set(fronts.map((tls) => tls && tls.fault !== undefined))).toEqual(new Set([undefined, false, true]));
  });

  it('behavior: the same seed generates the same schedule', () => {
    expect(describeSchedule(generateSchedule(7))).toBe(describeSchedule(generateSchedule(7)));
    expect(describeSchedule(generateSchedule(7))).not.toBe(describeSchedule(generateSchedule(8)));
  });
});
