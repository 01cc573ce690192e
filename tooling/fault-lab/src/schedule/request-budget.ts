import type { Schedule } from './schedule.ts';

const smallestDefaultPartBytes = 8 * 1024 * 1024;

/**
 * The most requests that a first run may send. In a run without faults a download sends one for each part, and one more
 * for each time that a stream with nothing to do takes over half of another's part. Every request beyond that has to be
 * the answer to a failure; a failed one costs at most two, since the fast transport asks again through the general one
 * before it believes an answer that it does not know. A download begins anew at most once.
 */
export function requestBudget({ object, settings }: Schedule, failures: number): number {
  const parts = Math.ceil(object.sizeBytes / (settings.partSizeBytes ?? smallestDefaultPartBytes)) + 1;
  const takeovers = (settings.parallel ?? 16) * 4;
  const runs = 2;
  return runs * (parts + takeovers) + 2 * failures;
}
