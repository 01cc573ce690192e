import { parseArgs } from 'node:util';
import { benchBatch } from './batch/bench-batch.ts';
import { benchBuilds } from './builds/bench-builds.ts';
import { benchDownload } from './download/bench-download.ts';
import { benchMemory } from './download/bench-memory.ts';
import { gnuTime } from './download/measure-process.ts';
import { benchLinks } from './links/bench-links.ts';
import { missingTools } from './missing-tools.ts';
import { benchPresign } from './presign/bench-presign.ts';
import { benchSmall } from './small/bench-small.ts';

const help = `Compares ossferry with other libraries and tools, in one run.

  pnpm bench [presign] [download] [links] [small] [batch] [memory] [--quick] [--rounds <number>] [--size-mib <number>]
  pnpm bench --against <folder> [--rounds <number>] [--size-mib <number>]

  presign     the time of one presign
  download    a whole process that downloads 1 GiB from nginx on loopback
  links       the same, over connections of limited rate
  small       the time of one download of 10 KiB
  batch       a whole process that downloads 10 000 objects of 20 KiB from a list
  memory      the peak memory of downloads of 1 GiB and 10 GiB
  --quick     few rounds, 128 MiB and 1000 objects, without memory: checks that everything runs, not the speed
  --rounds    number of rounds; the programs take turns in each (default: 5)
  --size-mib  size of the downloaded object (default: 1024)
  --against   another checkout, built: compares only the two command lines, in turns
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    'size-mib': { type: 'string' },
    against: { type: 'string' },
  },
});

const scale = {
  rounds: Number(values.rounds ?? (values.quick ? 2 : 5)),
  sizeBytes: Number(values['size-mib'] ?? (values.quick ? 128 : 1024)) * 1024 ** 2,
  objects: values.quick ? 1000 : 10_000,
};
/** What can be measured, and the commands that it needs. */
const benches = {
  presign: { measure: benchPresign, tools: [] },
  download: { measure: benchDownload, tools: [gnuTime, 'nginx', 'curl'] },
  links: { measure: benchLinks, tools: [gnuTime, 'nginx', 'aria2c'] },
  small: { measure: benchSmall, tools: ['nginx'] },
  batch: { measure: benchBatch, tools: [gnuTime, 'nginx', 'aria2c'] },
  memory: { measure: benchMemory, tools: [gnuTime, 'nginx'] },
} as const;
const all = Object.keys(benches).filter((name) => !(values.quick && name === 'memory'));
const chosen = positionals.length > 0 ? positionals : all;

const isValid = chosen.every((name) => name in benches) && scale.rounds >= 1 && scale.sizeBytes >= 1;
if (values.help || !isValid) {
  console.log(help);
  process.exitCode = values.help ? 0 : 2;
} else if (values.against !== undefined) {
  const { against } = values;
  await measureWith([gnuTime, 'nginx'], 'builds', () => benchBuilds(scale, against)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else {
  for (const name of chosen) {
    const { measure, tools } = benches[name as keyof typeof benches];
    await measureWith(tools, name, () => measure(scale));
  }
}

/** Measures, unless a command is missing. */
async function measureWith(tools: readonly string[], name: string, measure: () => Promise<void>): Promise<void> {
  const missing = missingTools(tools);
  if (missing.length === 0) await measure();
  else console.log(`\nSkipped ${name}: missing ${missing.join(', ')}.`);
}
