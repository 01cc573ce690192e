import type { Fault } from './fault.ts';

/** Applies `shift-clock` faults to the server's time; several offsets add up. */
export function shiftClock(now: Date, faults: readonly Fault[]): Date {
  const offsetMs = faults.reduce((sum, fault) => sum + (fault.type === 'shift-clock' ? fault.offsetMs : 0), 0);
  return offsetMs === 0 ? now : new Date(now.getTime() + offsetMs);
}
