import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { sourceFromCommand } from './source-from-command.ts';

// A process that ends, as argv[2] says, while twelve commands run that would make the files argv[3] with 0 to 11 behind it.
const [, , how = '', path = ''] = process.argv;
const numbers = [...Array(12).keys()];
for (const number of numbers) {
  sourceFromCommand(`sh -c 'echo $$ > ${path}${number}; exec sleep 60'; true`)().catch(() => undefined);
}
while (!numbers.every((number) => existsSync(`${path}${number}`))) await setTimeout(20);
if (how === 'throw') throw new Error('a defect');
process.exit(0);
