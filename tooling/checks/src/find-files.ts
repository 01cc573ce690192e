import { globSync } from 'node:fs';

/** Lists files, relative to `cwd` and with slashes on every system, also on Windows. */
export function findFiles(
  patterns: string | readonly string[],
  { cwd, exclude = [] }: { readonly cwd: string; readonly exclude?: readonly string[] },
): string[] {
  return globSync(patterns, { cwd, exclude }).map(withSlashes);
}

/** Returns a path of Windows as on other systems. */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
