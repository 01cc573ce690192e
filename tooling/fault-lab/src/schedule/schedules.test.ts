import { describe, expect, it } from 'vitest';
import { openLab } from '../lab.ts';
import { drawSchedule } from './draw-schedule.ts';
import { runSchedules } from './run-schedules.ts';
import { describeSchedule } from './schedule.ts';

/** A slice: `pnpm fault-lab --schedules 2000` runs them all. */
const sliceSize = 30;

describe('schedules', () => {
  it('behavior: no promise is broken, whatever goes wrong', { timeout: 240_000 }, async () => {
    const lab = await openLab();
    const broken: string[] = [];
    try {
      await runSchedules({
        lab,
        parallel: 6,
        seeds: Array.from({ length: sliceSize }, (_, index) => index + 1),
        onVerdict(schedule, { problems }) {
          if (problems.length > 0) broken.push(`${describeSchedule(schedule)}: ${problems.join('; ')}`);
        },
      });
    } finally {
      await lab.close();
    }
    expect(broken).toEqual([]);
  });

  it('behavior: a seed always gives the same schedule', () => {
    expect(describeSchedule(drawSchedule(7))).toBe(describeSchedule(drawSchedule(7)));
    expect(describeSchedule(drawSchedule(7))).not.toBe(describeSchedule(drawSchedule(8)));
  });
});
