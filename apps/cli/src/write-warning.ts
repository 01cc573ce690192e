import { oneLine } from './one-line.ts';
import type { ProgressMode } from './progress/progress-mode.ts';
import type { Shell } from './shell.ts';
import { writeLine } from './write-line.ts';

/** The flags that request JSON output. */
export interface OutputFlags {
  readonly json?: boolean | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Prints a warning on stderr, as text or, if JSON output is requested, as a JSON line. */
export function writeWarning(message: string, { stderr }: Shell, flags: OutputFlags = {}): void {
  const isJson = flags.json === true || flags.progress === 'json';
  const text = oneLine(message);
  writeLine(stderr, isJson ? JSON.stringify({ type: 'warning', message: text }) : `Warning: ${text}`);
}
