import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { toolCommand } from '../../../checks/src/commands-of-tools.ts';
import { root } from '../published-packages.ts';
import { checkCopy, copyExample, exampleNames } from './copy-example.ts';

/** `pnpm copy-example <example> <folder>` */
const [example, folder] = process.argv.slice(2);
try {
  if (example === undefined || folder === undefined) {
    throw new Error(`Name an example and a new folder. Available: ${exampleNames.join(', ')}.`);
  }
  checkCopy(example, resolve(folder));
  buildPackages();
  copyExample(example, resolve(folder));
  console.log(`${example} is in ${folder}. There, run \`npm install\` or \`pnpm install\`, and read README.md.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Builds the packages, so that the copy includes the current sources. Prints only if it fails. */
function buildPackages(): void {
  const [program, ...words] = [...toolCommand('turbo'), 'run', 'build', '--filter=./packages/*', '--filter=./apps/cli'];
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stdout}${stderr}\nThe packages do not build.`);
}
