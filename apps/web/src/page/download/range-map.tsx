import type { JSX } from 'preact';
import { texts } from '../state/language.ts';
import { progress, ranges } from './download-state.ts';
import { fillCells } from './received-ranges.ts';

const cellCount = 96;

/** A map of the object: each cell fills as its bytes arrive. */
export function RangeMap({ isComplete }: { readonly isComplete: boolean }): JSX.Element {
  const { durableBytes = 0, totalBytes = 0 } = progress.value ?? {};
  const known = totalBytes > 0 ? ranges.value : [];
  const cells = isComplete ? Array<number>(cellCount).fill(1) : fillCells(known, Math.max(1, totalBytes), cellCount);
  const percent = isComplete ? 100 : Math.floor((durableBytes / Math.max(1, totalBytes)) * 100);
  return (
    <div
      class={isComplete ? 'map complete' : 'map'}
      role="progressbar"
      aria-label={texts.value.download.map}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      {cells.map((filled, cell) => (
        <i key={cell} style={{ '--filled': filled.toFixed(2) }} />
      ))}
    </div>
  );
}
