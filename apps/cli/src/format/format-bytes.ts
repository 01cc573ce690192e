const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Formats a size with three digits and a decimal unit: `999 B`, `1.23 kB`, `127 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would round to 1000.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Formats a speed: `127 MB/s`. */
export function formatSpeed(bytes: number, durationMs: number): string {
  return `${formatBytes(durationMs > 0 ? (bytes * 1000) / durationMs : 0)}/s`;
}
