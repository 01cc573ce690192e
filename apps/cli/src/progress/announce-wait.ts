import type { ProgressMode } from './progress-mode.ts';

const delayMs = 500;

/** Shows on a terminal what a command waits for, if it takes a while. Returns a function that removes the text. */
export function announceWait(text: string, mode: ProgressMode, stderr: NodeJS.WriteStream): () => void {
  if (mode !== 'tty' || !stderr.isTTY) return () => undefined;
  let isShown = false;
  const timer = setTimeout(() => {
    isShown = true;
    stderr.write(text);
  }, delayMs).unref();
  return () => {
    clearTimeout(timer);
    if (isShown) stderr.write('\r\u001b[K');
    isShown = false;
  };
}
