import type { Lab } from '../lab.ts';
import { generateSchedule } from './generate-schedule.ts';
import { runSchedule, type ScheduleResult } from './run-schedule.ts';
import type { Schedule } from './schedule.ts';

export interface SchedulesOptions {
  readonly lab: Lab;
  readonly seeds: Iterable<number>;
  /** The number of concurrent schedules. */
  readonly parallel: number;
  readonly onResult: (schedule: Schedule, result: ScheduleResult) => void;
}

/** Runs the schedules of the seeds concurrently. */
export async function runSchedules({ lab, seeds, parallel, onResult }: SchedulesOptions): Promise<void> {
  const queue = seeds[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const schedule = generateSchedule(next.value);
      onResult(schedule, await runSchedule(lab, schedule));
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
