import { readFileSync, writeFileSync } from 'node:fs';
import { startHost } from './host/start-host.ts';
import { runInRuntime, runtimes } from './run-in-runtime.ts';
import { type TableEntry, writeTable } from './support-table.ts';

/** `pnpm runtimes [--write] [name …]`: runs the program in all or some runtimes, and checks or updates the table. */
const readme = new URL('../../../README.md', import.meta.url);
const args = process.argv.slice(2);
const selected = args.filter((arg) => !arg.startsWith('--'));
const unknown = selected.filter((word) => !runtimes.some(({ id }) => id === word));
if (unknown.length > 0) {
  console.error(
    `Unknown runtime: ${unknown.join(', ')}. The runtimes are: ${runtimes.map(({ id }) => id).join(', ')}.`,
  );
  process.exit(2);
}

const entries: TableEntry[] = [];
let failures = 0;
const host = await startHost();
for (const runtime of runtimes) {
  const { name, id, advice } = runtime;
  const isSelected = selected.length === 0 || selected.includes(id);
  const startedAtMs = performance.now();
  const outcomes = isSelected ? await runInRuntime(runtime, host) : undefined;
  entries.push({ name, outcomes });
  if (!isSelected) continue;
  if (outcomes === undefined) {
    console.log(`  - ${name}: skipped, not installed. ${advice}`);
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
if (args.includes('--write')) writeFileSync(readme, written);
else if (written !== page) console.log('The table in README.md is out of date: run `pnpm runtimes --write`.');
process.exitCode = failures > 0 || (written !== page && !args.includes('--write')) ? 1 : 0;
