import { readFileSync } from 'node:fs';
import { readVersion } from './version.ts';

/** How wide the written texts are; a narrower terminal gets its own. */
export const helpColumns = 80;

/**
 * Answers `--version` and, from texts that the build has written, `--help`. Loading the command line takes as long as
 * starting Node itself; these two should not wait for it. `undefined` means that somebody else has to answer.
 */
export function readyAnswer(argv: readonly string[], columns: number = helpColumns): string | undefined {
  const [first = '', second] = argv;
  if (argv.length === 1 && (first === '--version' || first === '-V')) return `${readVersion()}\n`;
  const asked = argv.length === 1 ? first : second;
  if (argv.length > 2 || (asked !== '--help' && asked !== '-h') || columns < helpColumns) return undefined;
  return readHelp(argv.length === 1 ? 'ossferry' : first);
}

/** Where the help text of a command stands, from the folder of what is built. */
export function helpFile(command: string): string {
  return `help/${command}.txt`;
}

/** Sources that were never built have none. */
function readHelp(command: string): string | undefined {
  if (!/^[a-z]+$/.test(command)) return undefined;
  try {
    return readFileSync(new URL(helpFile(command), import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
