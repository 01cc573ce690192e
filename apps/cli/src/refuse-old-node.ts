import { usageError } from './usage-error.ts';

/** The first release of each line that has what downloads use, as `engines` in package.json says it. */
const firstMinors: Readonly<Record<number, number>> = { 22: 21, 24: 5 };
const firstOpenMajor = 25;

/** Refuses a Node.js that lacks what downloads use: they would fail half-way, with an error that nobody understands. */
export function refuseOldNode({ node, bun, deno }: Readonly<Record<string, string | undefined>>): void {
  if (bun !== undefined || deno !== undefined) return; // They say which Node they resemble, not what they have.
  const [major = 0, minor = 0] = (node ?? '').split('.').map(Number);
  if (major >= firstOpenMajor || minor >= (firstMinors[major] ?? Number.POSITIVE_INFINITY)) return;
  throw usageError(
    'NodeTooOld',
    `ossferry needs Node.js 22.21, 24.5 or later, and this is ${node}.`,
    'Install a current one; with npx alone: npx -p node@24 -p @ossferry/cli ossferry.',
  );
}
