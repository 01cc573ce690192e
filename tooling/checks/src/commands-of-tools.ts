import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './pages.ts';

/** A program and its first arguments. */
export type Command = readonly [program: string, ...words: string[]];

/**
 * Returns the command that runs a tool of this workspace with Node. By its name alone, Windows finds only a script that
 * needs a shell.
 */
export function toolCommand(packageName: string): Command {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const [path] = typeof bin === 'string' ? [bin] : Object.values(bin ?? {});
  if (path === undefined) throw new Error(`${packageName} has no command.`);
  return [process.execPath, join(folder, path)];
}

interface Manifest {
  readonly bin?: string | Readonly<Record<string, string>>;
}

/** Returns the command of the pnpm that runs this script, or else of the first in PATH. */
export function pnpmCommand(env: Readonly<Record<string, string | undefined>> = process.env): Command {
  const path = env['npm_execpath'] ?? '';
  if (!/^pnpm(?:\.exe|\.[cm]?js)?$/i.test(basename(path.replaceAll('\\', '/')))) return ['pnpm'];
  return path.endsWith('js') ? [process.execPath, path] : [path];
}
