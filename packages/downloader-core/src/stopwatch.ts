/** Returns a function that returns the whole milliseconds since this call, on a monotonic clock. */
export function startStopwatch(): () => number {
  const startedAtMs = performance.now();
  return () => Math.round(performance.now() - startedAtMs);
}
