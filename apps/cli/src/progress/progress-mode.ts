import { Option } from 'commander';
import type { Shell } from '../shell.ts';

const modes = ['tty', 'plain', 'summary', 'json', 'none'] as const;

/** How progress is shown: a bar, lines of text, one line at the end, NDJSON events, or nothing. */
export type ProgressMode = (typeof modes)[number];

/** Creates the `--progress` option. */
export function progressOption(): Option {
  return new Option(
    '--progress <mode>',
    'bar (tty), lines (plain), one line at the end (summary), or events (json) (default: tty on a terminal, else summary)',
  ).choices(modes);
}

/** Returns the requested mode, or the default for this stderr. `fillsStdout`: data is written to stdout meanwhile. */
export function chooseProgressMode(
  requested: ProgressMode | undefined,
  { stdout, stderr, env }: Shell,
  fillsStdout = false,
): ProgressMode {
  if (requested !== undefined) return requested;
  const isTerminal = stderr.isTTY && !env['CI'] && env['TERM'] !== 'dumb';
  // A bar would overwrite data on the same terminal.
  return isTerminal && !(fillsStdout && stdout.isTTY) ? 'tty' : 'summary';
}
