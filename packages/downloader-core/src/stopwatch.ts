/** Starts to count, and gives the whole milliseconds since then: a wall clock that is set meanwhile does not change them. */
export function startStopwatch(): () => number {
  const startedAtMs = performance.now();
  return () => Math.round(performance.now() - startedAtMs);
}
