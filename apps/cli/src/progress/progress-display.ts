import type { Shell } from '../shell.ts';
import { createPlainDisplay } from './plain-display.ts';
import type { ProgressMode } from './progress-mode.ts';

/** Shows how far one transfer is. */
export interface ProgressDisplay {
  readonly begin: (totalBytes: number, doneBytes: number) => void;
  readonly update: (doneBytes: number) => void;
  /** Says something that stays readable; a display without a picture keeps quiet. */
  readonly note: (line: string) => void;
  /** Takes the picture away. May be called again. */
  readonly end: () => void;
}

/** Opens the display for a mode; `json` has none, since events are its output. */
export async function openProgressDisplay(mode: ProgressMode, label: string, shell: Shell): Promise<ProgressDisplay> {
  if (mode === 'tty') {
    const { createBarDisplay } = await import('./bar-display.ts');
    return createBarDisplay(label, shell.stderr);
  }
  return mode === 'plain' ? createPlainDisplay(label, shell.stderr) : silentDisplay;
}

const silentDisplay: ProgressDisplay = {
  begin: () => undefined,
  update: () => undefined,
  note: () => undefined,
  end: () => undefined,
};
