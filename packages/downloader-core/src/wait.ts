import { maxTimerMs } from '@ossferry/contract';
import { untilAborted } from './until-aborted.ts';

/** Waits, at most 24 days. Rejects with the signal's reason as soon as it aborts. */
export async function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(delayMs, maxTimerMs));
  });
  await untilAborted(passed, signal).finally(() => clearTimeout(timer));
}
