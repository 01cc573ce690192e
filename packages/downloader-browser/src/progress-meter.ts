/** How a download is getting on. */
export interface ProgressReading {
  readonly durableBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; 0 until there is something to measure. */
  readonly bytesPerSecond: number;
  /** `undefined` while nothing moves. */
  readonly remainingSeconds: number | undefined;
}

export interface ProgressMeterOptions {
  /** How far back the rate looks. @default 5 000 */
  readonly windowMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

/**
 * Makes a meter that turns `progress` events into rate and remaining time. Call it about once a second while nothing
 * happens, too, with what came last: only so does the rate run out during a stall, instead of staying what it was.
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
