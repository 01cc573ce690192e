/** Measures the speed over the last 3 seconds. */
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
      if (first === undefined || last === undefined || last.timeMs === first.timeMs) return 0;
      return ((last.bytes - first.bytes) * 1000) / (last.timeMs - first.timeMs);
    },
  };
}
