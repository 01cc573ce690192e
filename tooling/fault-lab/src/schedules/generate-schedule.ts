import type { Content } from '../lab.ts';
import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { generateFault } from './generate-fault.ts';
import type { DownloadSettings, Schedule } from './schedule.ts';

const kib = 1024;
const mib = 1024 * kib;

/** Generates a download of 0 to 40 MiB, its options, and one to four faults. */
export function generateSchedule(seed: number): Schedule {
  const random = seededRandom(seed);
  const object: Content = { seed: random.between(1, 1_000_000), sizeBytes: generateSize(random) };
  const settings = generateSettings(random);
  const parts = Math.ceil(object.sizeBytes / (settings.partSizeBytes ?? 8 * mib));
  const faults = Array.from({ length: random.between(1, 4) }, () => generateFault(random, object, parts));
  return { seed, object, settings, nextSettings: generateSettings(random), faults };
}

/** Small sizes are as likely as large ones, because they have more edge cases and take less time. */
function generateSize(random: SeededRandom): number {
  if (random.chance(0.02)) return random.pick([0, 1, 8 * mib, 8 * mib + 1]);
  const [minimum, maximum] = random.pick([
    [1, 64 * kib],
    [64 * kib, 4 * mib],
    [4 * mib, 16 * mib],
    [16 * mib, 40 * mib],
  ] as const);
  return random.between(minimum, maximum);
}

function generateSettings(random: SeededRandom): DownloadSettings {
  return {
    parallel: random.chance(0.3) ? undefined : random.between(1, 6),
    partSizeBytes: random.chance(0.4) ? undefined : random.between(64 * kib, random.pick([256 * kib, 8 * mib])),
    threads: random.pick([0, 0, 1, 2]),
    transport: random.pick(['sockets', 'sockets', 'fetch', 'axios']),
    pin: random.pick(['strict', 'strict', 'cdn']),
    onChange: random.pick(['fail', 'restart']),
    isRenewable: random.chance(0.5),
    maxFailures: random.between(1, 4),
    keepChecksums: random.chance(0.2),
    limitRateBytesPerSecond: random.chance(0.1) ? random.between(40, 100) * mib : undefined,
  };
}
