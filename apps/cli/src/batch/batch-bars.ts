import { styleText } from 'node:util';
import { MultiBar, type SingleBar } from 'cli-progress';
import { formatBytes } from '../format/format-bytes.ts';
import { barLine, type Paint } from '../progress/bar-line.ts';
import { foldText } from '../progress/display-width.ts';
import { createSpeedometer } from '../progress/speedometer.ts';
import type { BatchDisplay } from './batch-display.ts';
import type { Survey } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';

/** Objects below this size are over before anybody could read their bar. */
const barFromBytes = 8 * 1024 * 1024;
const maxBars = 5;

interface BarPayload {
  readonly line: (columns: number) => string;
}

/** Makes a line for the whole batch on a terminal, and bars for a few of the large objects under way. */
export function createBatchBars(survey: Survey | undefined, stream: NodeJS.WriteStream): BatchDisplay {
  const paint: Paint = (part, text) => styleText(part === 'done' ? 'cyan' : 'gray', text, { stream });
  const bars = new MultiBar({
    stream,
    fps: 12,
    hideCursor: true,
    clearOnComplete: true,
    emptyOnZero: true,
    noTTYOutput: true, // Asked for by name, bars are drawn wherever stderr goes.
    gracefulExit: false,
    format: (_options, _state, { line }: BarPayload) => line(stream.columns ?? 80),
  });
  const speedometer = createSpeedometer(0);
  const reached = new Map<ListedItem, number>();
  const shown = new Map<ListedItem, SingleBar>();
  let bytes = 0;
  let items = 0;

  const total = bars.create(survey?.items ?? 1, 0, {
    line(columns: number) {
      const of = survey === undefined ? '' : ` of ${survey.items}`;
      if (survey?.sizeBytes === undefined) {
        return `${items}${of} objects, ${formatBytes(bytes)}, ${formatBytes(speedometer.bytesPerSecond())}/s`;
      }
      const facts = { doneBytes: bytes, totalBytes: survey.sizeBytes, bytesPerSecond: speedometer.bytesPerSecond() };
      return barLine({ label: `${items}${of} objects`, ...facts }, columns, paint);
    },
  } satisfies BarPayload);

  const reach = (item: ListedItem, itemBytes: number): void => {
    bytes += itemBytes - (reached.get(item) ?? 0);
    reached.set(item, itemBytes);
    speedometer.add(bytes);
  };

  return {
    begin(item, totalBytes, doneBytes) {
      reach(item, doneBytes);
      if (totalBytes < barFromBytes || shown.size >= maxBars || shown.has(item)) return;
      const pace = createSpeedometer(doneBytes);
      const line = (columns: number): string => {
        pace.add(reached.get(item) ?? 0);
        const facts = { doneBytes: reached.get(item) ?? 0, totalBytes, bytesPerSecond: pace.bytesPerSecond() };
        return barLine({ label: item.name, ...facts }, columns, paint);
      };
      shown.set(item, bars.create(totalBytes, doneBytes, { line } satisfies BarPayload));
    },
    update(item, doneBytes) {
      reach(item, doneBytes);
      shown.get(item)?.update(doneBytes);
    },
    settle(item, sizeBytes) {
      if (sizeBytes > 0) reach(item, sizeBytes);
      reached.delete(item);
      items += 1;
      total.update(items);
      const bar = shown.get(item);
      if (bar !== undefined) bars.remove(bar);
      shown.delete(item);
    },
    // What is wider than the terminal would be cut.
    note: (line) => bars.log(`${foldText(line, stream.columns ?? 80)}\n`),
    end: () => bars.stop(),
  };
}
