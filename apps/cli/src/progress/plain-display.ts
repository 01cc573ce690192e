import { formatBytes, formatSpeed } from '../format/format-bytes.ts';
import { writeLine } from '../write-line.ts';
import type { ProgressDisplay } from './progress-display.ts';

const stepPercent = 10;
const quietMs = 30_000;

/** Creates a display for logs: a line every 10%, and at least every 30 seconds while there is progress. */
export function createPlainDisplay(
  label: string,
  stream: NodeJS.WritableStream,
  now: () => number = Date.now,
): ProgressDisplay {
  let total = 0;
  let startedAtMs = 0;
  let firstBytes = 0;
  let nextPercent = 0;
  let quietUntilMs = 0;

  const show = (doneBytes: number, timeMs: number): void => {
    const percent = total === 0 ? 100 : Math.floor((doneBytes / total) * 100);
    nextPercent = Math.floor(percent / stepPercent) * stepPercent + stepPercent;
    quietUntilMs = timeMs + quietMs;
    const elapsedMs = timeMs - startedAtMs;
    const speed = elapsedMs > 0 ? `, ${formatSpeed(doneBytes - firstBytes, elapsedMs)}` : '';
    writeLine(stream, `${label}: ${percent}%, ${formatBytes(doneBytes)} of ${formatBytes(total)}${speed}`);
  };

  return {
    begin(totalBytes, doneBytes) {
      total = totalBytes;
      firstBytes = doneBytes;
      startedAtMs = now();
      show(doneBytes, startedAtMs);
    },
    update(doneBytes) {
      const timeMs = now();
      if (doneBytes * 100 >= nextPercent * total || timeMs >= quietUntilMs) show(doneBytes, timeMs);
    },
    note: (line) => writeLine(stream, line),
    end: () => undefined,
  };
}
