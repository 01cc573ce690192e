import { Option } from 'commander';
import type { Shell } from '../shell.ts';

const modes = ['tty', 'plain', 'json', 'none'] as const;

/** How a transfer is shown: a bar, lines of text, NDJSON events, or not at all. */
export type ProgressMode = (typeof modes)[number];

/** Makes the option `--progress`. */
export function progressOption(): Option {
  return new Option(
    '--progress <mode>',
    'tty: a bar; plain: lines; json: events (default: tty on a terminal, else none)',
  ).choices(modes);
}

/** Gives the mode that was asked for, or the one that fits the place where stderr goes. */
export function chooseProgressMode(asked: ProgressMode | undefined, { stderr, env }: Shell): ProgressMode {
  if (asked !== undefined) return asked;
  const isTerminal = stderr.isTTY && !env['CI'] && env['TERM'] !== 'dumb';
  return isTerminal ? 'tty' : 'none';
}
