import type { Shell } from '../shell.ts';
import { createPlainDisplay } from './plain-display.ts';
import type { ProgressDisplay } from './progress-display.ts';
import type { ProgressMode } from './progress-mode.ts';

/** Opens the display for a mode; `summary`, `json` and `none` display nothing. */
export async function openProgressDisplay(mode: ProgressMode, label: string, shell: Shell): Promise<ProgressDisplay> {
  return (await loadProgressDisplay(mode, shell))(label);
}

/** Loads the factory of the display for a mode, for transfers whose label is known later. */
export async function loadProgressDisplay(
  mode: ProgressMode,
  { stderr }: Shell,
): Promise<(label: string) => ProgressDisplay> {
  if (mode === 'tty') {
    const { createBarDisplay } = await import('./bar-display.ts');
    return (label) => createBarDisplay(label, stderr);
  }
  return mode === 'plain' ? (label) => createPlainDisplay(label, stderr) : () => silentDisplay;
}

const silentDisplay: ProgressDisplay = {
  begin: () => undefined,
  update: () => undefined,
  note: () => undefined,
  end: () => undefined,
};
