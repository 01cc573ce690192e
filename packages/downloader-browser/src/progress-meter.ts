/** The progress of a download, with rate and remaining time. */
export interface ProgressReading {
  readonly durableBytes: number;
  readonly totalBytes: number;
  /** Average over the window; 0 until there are two samples. */
  readonly bytesPerSecond: number;
  /** `undefined` while the rate is 0. */
  readonly remainingSeconds: number | undefined;
}

export interface ProgressMeterOptions {
  /** The period over which the rate is averaged. @default 5 000 */
  readonly windowMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

/**
 * Creates a meter that computes rate and remaining time from `progress` events. Between events, call it about once a
 * second with the last event; otherwise the rate does not drop during a stall.
 */
export function createProgressMeter(
  options: ProgressMeterOptions = {},
): (progress: { readonly durableBytes: number; readonly totalBytes: number }) => ProgressReading {
  const { windowMs = 5_000, now = Date.now } = options;
  const samples: { readonly atMs: number; readonly durableBytes: number }[] = [];

  return ({ durableBytes, totalBytes }) => {
    const atMs = now();
    samples.push({ atMs, durableBytes });
    while (samples.length > 2 && atMs - (samples[1]?.atMs ?? atMs) >= windowMs) samples.shift();
    const [oldest] = samples;
    const seconds = (atMs - (oldest?.atMs ?? atMs)) / 1000;
    const bytesPerSecond = seconds > 0 ? (durableBytes - (oldest?.durableBytes ?? 0)) / seconds : 0;
    const remainingSeconds = bytesPerSecond > 0 ? (totalBytes - durableBytes) / bytesPerSecond : undefined;
    return { durableBytes, totalBytes, bytesPerSecond, remainingSeconds };
  };
}
