import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { toolCommand } from './commands-of-tools.ts';

/** The steps of `pnpm test`, fastest first. Arguments are passed to vitest. */
const steps: readonly (readonly [what: string, command: string, ...args: string[]])[] = [
  ['format and lint', ...toolCommand('@biomejs/biome'), 'check', '.'],
  ['imports', process.execPath, 'tooling/checks/src/check-imports.ts'],
  ['unused code', ...toolCommand('knip'), '--no-config-hints'],
  ['build', ...toolCommand('turbo'), 'run', 'build', '--output-logs=errors-only'],
  ['types', ...toolCommand('typescript'), '--noEmit', '-p', 'tsconfig.json'],
  ['tests', ...toolCommand('vitest'), 'run', ...process.argv.slice(2)],
];

const environment = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  // Hundreds of processes and threads compile the same sources.
  NODE_COMPILE_CACHE: resolve('node_modules/.cache/compile'),
  OSSFERRY_TEST_BUNDLE: 'true',
};
for (const [what, command, ...args] of steps) {
  const startedAtMs = performance.now();
  console.log(`\n── ${what}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: environment });
  if (status !== 0) {
    console.error(`── ${what}: failed${error === undefined ? '' : ` (${error.message})`}`);
    process.exit(status ?? 1);
  }
  console.log(`── ${what}: ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
}
