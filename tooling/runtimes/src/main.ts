import { readFileSync, writeFileSync } from 'node:fs';
import { runIn, runtimes, startHost } from './run-everywhere.ts';
import { type TableEntry, writeTable } from './support-table.ts';

/** `pnpm runtimes [--write] [name …]`: runs the program in all runtimes, or in some, and compares or writes the table. */
const readme = new URL('../../../README.md', import.meta.url);
const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((word) => !runtimes.some(({ id }) => id === word));
if (unknown.length > 0) {
  console.error(`There is no runtime ${unknown.join(', ')}; there are ${runtimes.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

const entries: TableEntry[] = [];
let failures = 0;
const host = await startHost();
for (const runtime of runtimes) {
  const { name, id, advice } = runtime;
  const isWanted = wanted.length === 0 || wanted.includes(id);
  const startedAtMs = performance.now();
  const outcomes = isWanted ? await runIn(runtime, host) : undefined;
  entries.push({ name, outcomes });
  if (!isWanted) continue;
  if (outcomes === undefined) {
    console.log(`  - ${name}: skipped, it is not here. ${advice}`);
    continue;
  }
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  failures += failed.length;
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`  ${failed.length === 0 ? '✔' : '✘'} ${name.padEnd(16)} ${outcomes.length} checks, ${seconds} s`);
  for (const { topic, name: check, failure } of failed) console.log(`    ${topic}: ${check}: ${failure}`);
}
await host.close();

const page = readFileSync(readme, 'utf8');
const written = writeTable(page, entries);
if (words.includes('--write')) writeFileSync(readme, written);
else if (written !== page)
  console.log('The table in README.md differs from what was seen: run `pnpm runtimes --write`.');
process.exitCode = failures > 0 || (written !== page && !words.includes('--write')) ? 1 : 0;
