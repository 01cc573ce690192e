import type { JSX } from 'preact';
import { texts } from '../state/language.ts';
import { progress, ranges } from './download-state.ts';
import { fillCells } from './received-ranges.ts';

const cellCount = 96;

/** A map of the object: each cell fills as its bytes arrive. */
export function RangeMap({ isWhole }: { readonly isWhole: boolean }): JSX.Element {
  const { durableBytes = 0, totalBytes = 0 } = progress.value ?? {};
  const known = totalBytes > 0 ? ranges.value : [];
  const cells = isWhole ? Array<number>(cellCount).fill(1) : fillCells(known, Math.max(1, totalBytes), cellCount);
  const percent = isWhole ? 100 : Math.floor((durableBytes / Math.max(1, totalBytes)) * 100);
  return (
    <div
      class={isWhole ? 'map whole' : 'map'}
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
