import type { MultiBar } from 'cli-progress';

const restored = '\u001b[?25h\u001b[?7h';
const forBars = '\u001b[?25l\u001b[?7l';

/**
 * Shows the cursor and wraps lines again, as bars do at their end, also while the process is suspended (Ctrl-Z) and if
 * it exits early.
 */
export function restoreTerminal(bars: MultiBar, stream: NodeJS.WriteStream): void {
  const restore = (): void => void stream.write(restored);
  const suspend = (): void => {
    restore();
    process.off('SIGTSTP', suspend).once('SIGCONT', resume);
    process.kill(process.pid, 'SIGTSTP'); // Without a listener, it suspends.
  };
  const resume = (): void => {
    listen();
    stream.write(forBars);
  };
  const listen = (): void => {
    stopListening();
    process.on('SIGTSTP', suspend).on('exit', restore);
  };
  const stopListening = (): void => {
    process.off('SIGTSTP', suspend).off('SIGCONT', resume).off('exit', restore);
  };
  bars.on('start', listen).on('stop', stopListening);
}
