import { type Signal, signal } from '@preact/signals';

/** The time in milliseconds since 1970, updated once per second. */
export const nowMs: Signal<number> = signal(Date.now());

setInterval(() => {
  nowMs.value = Date.now();
}, 1_000);
