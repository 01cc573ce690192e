import { resolve } from 'node:path';
import { copyExample, exampleNames } from './copy-example.ts';

/** `pnpm copy-example <example> <folder>` */
const [example, folder] = process.argv.slice(2);
try {
  if (example === undefined || folder === undefined) {
    throw new Error(`Name an example and a new folder. There are: ${exampleNames.join(', ')}.`);
  }
  copyExample(example, resolve(folder));
  console.log(`${example} is in ${folder}. There, run \`npm install\` or \`pnpm install\`, and read README.md.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
