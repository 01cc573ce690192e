import { parseArgs } from 'node:util';
import { benchDownload } from './download/bench-download.ts';
import { benchMemory } from './download/bench-memory.ts';
import { benchPresign } from './presign/bench-presign.ts';

const help = `Compares ossferry with other libraries and tools, in one run.

  pnpm bench [presign] [download] [memory] [--quick] [--rounds <number>] [--size-mib <number>]

  presign     the time of one presign
  download    the whole process of downloading from nginx on loopback
  memory      the memory of a download of 10 times that size
  --quick     few rounds and 128 MiB, without memory: shows that it runs, not how fast
  --rounds    how often everything is repeated, alternating (default: 5)
  --size-mib  size of the downloaded object (default: 1024)
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    'size-mib': { type: 'string' },
  },
});

const scale = {
  rounds: Number(values.rounds ?? (values.quick ? 2 : 5)),
  sizeBytes: Number(values['size-mib'] ?? (values.quick ? 128 : 1024)) * 1024 ** 2,
};
const benches = { presign: benchPresign, download: benchDownload, memory: benchMemory };
const chosen = positionals.length > 0 ? positionals : ['presign', 'download', ...(values.quick ? [] : ['memory'])];

const isValid = chosen.every((name) => name in benches) && scale.rounds >= 1 && scale.sizeBytes >= 1;
if (values.help || !isValid) {
  console.log(help);
  process.exitCode = values.help ? 0 : 2;
} else {
  for (const name of chosen) await benches[name as keyof typeof benches](scale);
}
