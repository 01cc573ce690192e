import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { sourceFromCommand } from './source-from-command.ts';

// A process that exits, or throws if argv[2] is 'throw', while twelve commands run. They create the files argv[3] + 0
// to 11.
const [, , how = '', path = ''] = process.argv;
const numbers = [...Array(12).keys()];
for (const number of numbers) {
  sourceFromCommand(`sh -c 'echo $$ > ${path}${number}; exec sleep 60'; true`)().catch(() => undefined);
}
while (!numbers.every((number) => existsSync(`${path}${number}`))) await setTimeout(20);
if (how === 'throw') throw new Error('a defect');
process.exit(0);
