import type { Shell } from '../shell.ts';
import { createPlainDisplay } from './plain-display.ts';
import type { ProgressDisplay } from './progress-display.ts';
import type { ProgressMode } from './progress-mode.ts';

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
