import { styleText } from 'node:util';
import { type GenericFormatter, MultiBar } from 'cli-progress';
import type { Paint } from './bar-line.ts';
import { restoreTerminal } from './restore-terminal.ts';

/** Creates bars for a terminal. `format` returns the line of a bar. */
export function createTerminalBars(stream: NodeJS.WriteStream, format: GenericFormatter): MultiBar {
  const bars = new MultiBar({
    stream,
    fps: 12,
    hideCursor: true,
    clearOnComplete: true,
    emptyOnZero: true,
    noTTYOutput: true, // `--progress tty` draws bars even if stderr is not a terminal.
    gracefulExit: false,
    format,
  });
  if (stream.isTTY) restoreTerminal(bars, stream);
  return bars;
}

/** Removes the bars, after the messages that are not yet printed: the library would lose them. */
export function stopBars(bars: MultiBar): void {
  if (bars.isActive) bars.update();
  bars.stop();
}

/** Returns the colours of bars, if the stream supports them. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (part, text) => styleText(part === 'done' ? 'cyan' : 'gray', text, { stream });
}
