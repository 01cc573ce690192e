/** Measures the speed over the last 3 seconds; without new bytes, it falls towards 0. */
export interface Speedometer {
  /** Records the total number of bytes so far. */
  readonly add: (bytes: number) => void;
  readonly bytesPerSecond: () => number;
}

const windowMs = 3_000;

/** Creates a speedometer that starts at `firstBytes`. */
export function createSpeedometer(firstBytes: number, now: () => number = Date.now): Speedometer {
  const samples = [{ timeMs: now(), bytes: firstBytes }];
  return {
    add(bytes) {
      const timeMs = now();
      samples.push({ timeMs, bytes });
      // Keeps one sample older than the window, so that the samples span it.
      while ((samples[1]?.timeMs ?? timeMs) < timeMs - windowMs) samples.shift();
    },
    bytesPerSecond() {
      const first = samples[0];
      const last = samples.at(-1);
      const elapsedMs = now() - (first?.timeMs ?? 0); // Not until `last`: without new bytes, the speed falls.
      if (first === undefined || last === undefined || elapsedMs === 0) return 0;
      return ((last.bytes - first.bytes) * 1000) / elapsedMs;
    },
  };
}
