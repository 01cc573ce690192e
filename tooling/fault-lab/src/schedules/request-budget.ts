import type { Schedule } from './schedule.ts';

const smallestDefaultPartBytes = 8 * 1024 * 1024;

/**
 * The maximum number of requests of a first run. Without faults, a download sends one request per part, and one more
 * for each part that an idle stream splits by work stealing. Each failed request may cost two more, because the fast
 * transport repeats a request with an unexpected response through the general one. A download restarts at most once.
 */
export function requestBudget({ object, settings }: Schedule, failures: number): number {
  const parts = Math.ceil(object.sizeBytes / (settings.partSizeBytes ?? smallestDefaultPartBytes)) + 1;
  const steals = (settings.parallel ?? 16) * 4;
  const runs = 2;
  return runs * (parts + steals) + 2 * failures;
}
