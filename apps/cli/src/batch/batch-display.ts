import { formatBytes } from '../format/format-bytes.ts';
import { writeLine } from '../write-line.ts';
import type { Survey } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';

/** Shows how far a batch is. */
export interface BatchDisplay {
  readonly begin: (item: ListedItem, totalBytes: number, doneBytes: number) => void;
  readonly update: (item: ListedItem, doneBytes: number) => void;
  /** The item is over, whatever became of it. */
  readonly settle: (item: ListedItem, sizeBytes: number) => void;
  /** Says something that stays readable. */
  readonly note: (line: string) => void;
  /** Takes the picture away. */
  readonly end: () => void;
}

const quietMs = 30_000;

/** Makes a display for logs: a line for every tenth of the items, or at least one in half a minute; or notes only. */
export function createPlainBatchDisplay(
  survey: Survey | undefined,
  stream: NodeJS.WritableStream,
  showsProgress: boolean,
  now: () => number = Date.now,
): BatchDisplay {
  const step = survey === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(survey.items / 10));
  let items = 0;
  let bytes = 0;
  let quietUntilMs = now() + quietMs;
  return {
    begin: () => undefined,
    update: () => undefined,
    settle(_, sizeBytes) {
      items += 1;
      bytes += sizeBytes;
      if (!showsProgress || (items % step !== 0 && now() < quietUntilMs)) return;
      quietUntilMs = now() + quietMs;
      const of = survey === undefined ? '' : ` of ${survey.items}`;
      writeLine(stream, `${items}${of} objects, ${formatBytes(bytes)}`);
    },
    note: (line) => writeLine(stream, line),
    end: () => undefined,
  };
}
