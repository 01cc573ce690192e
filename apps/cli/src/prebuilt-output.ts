import { readFileSync } from 'node:fs';
import { readVersion } from './version.ts';

/** The width of the prebuilt help texts; a narrower terminal gets its own. */
export const helpColumns = 80;

/**
 * Returns the output of `--version` and, from texts that the build wrote, of `--help`, without loading the command
 * line, which takes as long as starting Node. Returns `undefined` for everything else.
 */
export function prebuiltOutput(argv: readonly string[], columns: number = helpColumns): string | undefined {
  const [first = '', second] = argv;
  if (argv.length === 1 && (first === '--version' || first === '-V')) return `${readVersion()}\n`;
  const requested = argv.length === 1 ? first : second;
  if (argv.length > 2 || (requested !== '--help' && requested !== '-h') || columns < helpColumns) return undefined;
  return readHelp(argv.length === 1 ? 'ossferry' : first);
}

/** The path of a command's help text in the build output. */
export function helpFile(command: string): string {
  return `help/${command}.txt`;
}

/** Returns `undefined` if the sources run without a build. */
function readHelp(command: string): string | undefined {
  if (!/^[a-z]+$/.test(command)) return undefined;
  try {
    return readFileSync(new URL(helpFile(command), import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
