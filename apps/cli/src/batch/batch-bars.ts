import type { SingleBar } from 'cli-progress';
import { formatBytes } from '../format/format-bytes.ts';
import { barLine } from '../progress/bar-line.ts';
import { columnsOf, noteAboveBars } from '../progress/display-width.ts';
import { createSpeedometer, type Speedometer } from '../progress/speedometer.ts';
import { createTerminalBars, paintFor, stopBars } from '../progress/terminal-bars.ts';
import type { BatchDisplay } from './batch-display.ts';
import type { BatchTotals } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';

/** Smaller objects finish before their bar could be read. */
const barFromBytes = 8 * 1024 * 1024;
const maxBars = 5;

interface BarPayload {
  readonly line: (columns: number) => string;
}

/** Creates a display for a terminal: one line for the batch, and bars for up to 5 large objects. */
export function createBatchBars(totals: BatchTotals | undefined, stream: NodeJS.WriteStream): BatchDisplay {
  const paint = paintFor(stream);
  const bars = createTerminalBars(stream, (_options, _state, { line }: BarPayload) => line(columnsOf(stream)));
  const speedometer = createSpeedometer(0);
  const reached = new Map<ListedItem, number>();
  const shown = new Map<ListedItem, { readonly bar: SingleBar; readonly speedometer: Speedometer }>();
  let bytes = 0;
  let items = 0;

  const total = bars.create(totals?.items ?? 1, 0, {
    line(columns: number) {
      const of = totals === undefined ? '' : ` of ${totals.items}`;
      if (totals?.sizeBytes === undefined) {
        return `${items}${of} objects, ${formatBytes(bytes)}, ${formatBytes(speedometer.bytesPerSecond())}/s`;
      }
      const facts = { doneBytes: bytes, totalBytes: totals.sizeBytes, bytesPerSecond: speedometer.bytesPerSecond() };
      return barLine({ label: `${items}${of} objects`, ...facts }, columns, paint);
    },
  } satisfies BarPayload);

  const addBytes = (item: ListedItem, itemBytes: number): void => {
    bytes += itemBytes - (reached.get(item) ?? 0);
    reached.set(item, itemBytes);
    speedometer.add(bytes);
  };

  return {
    begin(item, totalBytes, doneBytes) {
      addBytes(item, doneBytes);
      if (totalBytes < barFromBytes || shown.size >= maxBars || shown.has(item)) return;
      const itemSpeed = createSpeedometer(doneBytes);
      const line = (columns: number): string => {
        const facts = { doneBytes: reached.get(item) ?? 0, totalBytes, bytesPerSecond: itemSpeed.bytesPerSecond() };
        return barLine({ label: item.name, ...facts }, columns, paint);
      };
      shown.set(item, {
        bar: bars.create(totalBytes, doneBytes, { line } satisfies BarPayload),
        speedometer: itemSpeed,
      });
    },
    update(item, doneBytes) {
      addBytes(item, doneBytes);
      const shownItem = shown.get(item);
      shownItem?.speedometer.add(doneBytes);
      shownItem?.bar.update(doneBytes);
    },
    settle(item, sizeBytes) {
      if (sizeBytes > 0) addBytes(item, sizeBytes);
      reached.delete(item);
      items += 1;
      total.update(items);
      const shownItem = shown.get(item);
      if (shownItem !== undefined) bars.remove(shownItem.bar);
      shown.delete(item);
    },
    note: (line) => bars.log(noteAboveBars(line, columnsOf(stream))),
    end: () => stopBars(bars),
  };
}
