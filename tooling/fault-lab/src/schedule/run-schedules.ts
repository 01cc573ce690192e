import type { Lab } from '../lab.ts';
import { drawSchedule } from './draw-schedule.ts';
import { runSchedule, type Verdict } from './run-schedule.ts';
import type { Schedule } from './schedule.ts';

export interface SchedulesOptions {
  readonly lab: Lab;
  readonly seeds: Iterable<number>;
  /** Schedules at a time. */
  readonly parallel: number;
  readonly onVerdict: (schedule: Schedule, verdict: Verdict) => void;
}

/** Runs the schedules of the seeds, some at a time. */
export async function runSchedules({ lab, seeds, parallel, onVerdict }: SchedulesOptions): Promise<void> {
  const queue = seeds[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const schedule = drawSchedule(next.value);
      onVerdict(schedule, await runSchedule(lab, schedule));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
}
