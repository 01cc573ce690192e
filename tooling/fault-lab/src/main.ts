import { parseArgs } from 'node:util';
import { runKillsCommand } from './kills/run-kills-command.ts';
import { runSchedulesCommand } from './schedules/run-schedules-command.ts';
import { runTableCommand } from './table/run-table-command.ts';

const help = `Tests downloads under faults. For the criteria and results, see docs/fault-lab.md.

  pnpm fault-lab --schedules <number> [--seed <number>]   random schedules of faults, starting at this seed (default: 1)
  pnpm fault-lab --kills <number> [--seed <number>]       kill -9 of a real process, at random moments
  pnpm fault-lab --table [--only <words>]                 the same faults with other tools; writes docs/fault-lab.md
                                                          (--only: the rows and tools whose names contain one of these
                                                          comma-separated words; writes nothing)
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    schedules: { type: 'string' },
    kills: { type: 'string' },
    table: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    shards: { type: 'string' },
    only: { type: 'string' },
  },
});

const toNumber = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const seed = Number(values.seed);
const schedules = toNumber(values.schedules);
const kills = toNumber(values.kills);
const shards = toNumber(values.shards);
const areValid = [seed, schedules, kills, shards].every((number) => number === undefined || Number.isInteger(number));
if (values.help || !areValid) {
  console.log(help);
  process.exitCode = values.help ? 0 : 2;
} else if (schedules !== undefined) {
  process.exitCode = await runSchedulesCommand({ count: schedules, seed, shards });
} else if (kills !== undefined) {
  process.exitCode = await runKillsCommand({ count: kills, seed });
} else if (values.table) {
  process.exitCode = await runTableCommand({ only: values.only?.split(',') });
} else {
  console.log(help);
  process.exitCode = 2;
}
