import { usageError } from './usage-error.ts';
import { readEngines } from './version.ts';

/** Refuses Node.js versions that lack APIs of downloads, which would fail midway with an obscure error. */
export function refuseOldNode({ node = '', bun, deno }: Readonly<Record<string, string | undefined>>): void {
  if (bun !== undefined || deno !== undefined) return; // They report the Node.js version that they emulate.
  const engines = readEngines();
  if (isSupported(node, engines)) return;
  throw usageError(
    'NodeTooOld',
    `ossferry needs Node.js ${engines}; this is ${node}.`,
    'Install a supported version, or run: npx -p node@24 -p @ossferry/cli ossferry.',
  );
}

/** Whether a version is in a range. Supports the two forms that our `engines` use: `^22.21.0` and `>=26.0.0`. */
export function isSupported(version: string, engines: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return engines.split('||').some((range) => {
    const [, kind, first, second] = /^\s*(\^|>=)(\d+)\.(\d+)\.0\s*$/.exec(range) ?? [];
    if (kind === '>=' && major > Number(first)) return true;
    return major === Number(first) && minor >= Number(second);
  });
}
