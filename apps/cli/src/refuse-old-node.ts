import { usageError } from './usage-error.ts';
import { readEngines } from './version.ts';

/** Refuses a Node.js that lacks what downloads use: they would fail half-way, with an error that nobody understands. */
export function refuseOldNode({ node = '', bun, deno }: Readonly<Record<string, string | undefined>>): void {
  if (bun !== undefined || deno !== undefined) return; // They say which Node.js they resemble, not what they have.
  const engines = readEngines();
  if (isSupported(node, engines)) return;
  throw usageError(
    'NodeTooOld',
    `ossferry runs on Node.js ${engines}, and this is ${node}.`,
    'Install a current one, or let npx bring it: npx -p node@24 -p @ossferry/cli ossferry.',
  );
}

/** Whether a version is in a range of the two forms that our `engines` have: `^22.21.0` and `>=26.0.0`. */
export function isSupported(version: string, engines: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return engines.split('||').some((range) => {
    const [, kind, first, second] = /^\s*(\^|>=)(\d+)\.(\d+)\.0\s*$/.exec(range) ?? [];
    if (kind === '>=' && major > Number(first)) return true;
    return major === Number(first) && minor >= Number(second);
  });
}
