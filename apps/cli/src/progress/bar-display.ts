import type { SingleBar } from 'cli-progress';
import { barLine } from './bar-line.ts';
import { columnsOf, noteAboveBars } from './display-width.ts';
import type { ProgressDisplay } from './progress-display.ts';
import { createSpeedometer, type Speedometer } from './speedometer.ts';
import { createTerminalBars, paintFor, stopBars } from './terminal-bars.ts';

/** Creates a progress bar for a terminal. */
export function createBarDisplay(label: string, stream: NodeJS.WriteStream): ProgressDisplay {
  const paint = paintFor(stream);
  let speedometer: Speedometer = createSpeedometer(0);
  let bar: SingleBar | undefined;
  const bars = createTerminalBars(stream, (_options, { value, total }) =>
    barLine(
      { label, doneBytes: value, totalBytes: total, bytesPerSecond: speedometer.bytesPerSecond() },
      columnsOf(stream),
      paint,
    ),
  );
  return {
    begin(totalBytes, doneBytes) {
      speedometer = createSpeedometer(doneBytes);
      bar ??= bars.create(totalBytes, doneBytes);
      bar.setTotal(totalBytes);
      bar.update(doneBytes);
    },
    update(doneBytes) {
      speedometer.add(doneBytes);
      bar?.update(doneBytes);
    },
    note(line) {
      if (bar === undefined) stream.write(`${line}\n`);
      else bars.log(noteAboveBars(line, columnsOf(stream)));
    },
    end() {
      if (bar !== undefined) stopBars(bars);
      bar = undefined;
    },
  };
}
