import { oneLine } from './one-line.ts';
import type { ProgressMode } from './progress/progress-mode.ts';
import type { Shell } from './shell.ts';
import { writeLine } from './write-line.ts';

/** The flags that make a command speak JSON. */
export interface OutputFlags {
  readonly json?: boolean | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Says on stderr what is not wrong enough to be an error: a line of text, or of JSON where the command speaks JSON. */
export function writeWarning(message: string, { stderr }: Shell, flags: OutputFlags = {}): void {
  const isJson = flags.json === true || flags.progress === 'json';
  const text = oneLine(message);
  writeLine(stderr, isJson ? JSON.stringify({ type: 'warning', message: text }) : `Warning: ${text}`);
}
