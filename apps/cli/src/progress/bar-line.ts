import { formatBytes } from '../format/format-bytes.ts';
import { formatDuration } from '../format/format-duration.ts';
import { oneLine } from '../one-line.ts';
import { displayWidth, fitText } from './display-width.ts';

export interface BarState {
  readonly label: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
}

/** Colours a part of the line. */
export type Paint = (part: 'done' | 'rest' | 'quiet', text: string) => string;

const minBar = 10;
const maxBar = 40;
const minLabel = 8;
const maxLabel = 28;
/** The width of `12 h 34 min`, so that the bar keeps its length. */
const timeWidth = 11;

/** Formats a progress line for `columns`; in narrow terminals, the least important parts are omitted. */
export function barLine(state: BarState, columns: number, paint: Paint): string {
  const { doneBytes, totalBytes, bytesPerSecond } = state;
  const share = totalBytes === 0 ? 1 : Math.min(1, doneBytes / totalBytes);
  const facts = [
    `${Math.floor(share * 100)}%`.padStart(4),
    `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`.padStart(totalBytes < 1000 ? 0 : 18),
    `${formatBytes(bytesPerSecond)}/s`.padStart(9),
    timeLeft(state),
  ];
  let room = columns - 1;
  const shown = facts.filter((fact, index) => {
    // The percentage is the most important, then the label.
    const fits = room - fact.length - 2 >= (index === 0 ? minBar : minBar + 2 + minLabel);
    if (fits) room -= fact.length + 2;
    return fits;
  });
  const label = fitText(oneLine(state.label), Math.min(maxLabel, room - minBar - 2));
  if (label !== '') room -= displayWidth(label) + 2;
  const [percent = '', ...rest] = shown;
  const bar = drawBar(share, Math.max(1, Math.min(maxBar, room)), paint);
  return [label, bar, percent, ...rest.map((fact) => paint('quiet', fact))].filter((part) => part !== '').join('  ');
}

function drawBar(share: number, width: number, paint: Paint): string {
  const done = Math.floor(share * width);
  return paint('done', '━'.repeat(done)) + paint('rest', '─'.repeat(width - done));
}

function timeLeft({ doneBytes, totalBytes, bytesPerSecond }: BarState): string {
  if (bytesPerSecond <= 0) return ''.padStart(timeWidth);
  const seconds = Math.ceil((totalBytes - doneBytes) / bytesPerSecond);
  return (seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)).padStart(timeWidth);
}
