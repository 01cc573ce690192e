import type { Content } from '../lab.ts';
import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { closeConnections, generateFault } from './generate-fault.ts';
import { generateTls } from './generate-tls.ts';
import type { DownloadSettings, Schedule } from './schedule.ts';

const kib = 1024;
const mib = 1024 * kib;

/** Generates a download of 0 to 40 MiB, its options, and its faults. */
export function generateSchedule(seed: number): Schedule {
  const random = seededRandom(seed);
  const object: Content = { seed: random.between(1, 1_000_000), sizeBytes: generateSize(random) };
  const settings = generateSettings(random);
  const parts = Math.ceil(object.sizeBytes / (settings.partSizeBytes ?? 8 * mib));
  const faults = Array.from({ length: random.between(1, 4) }, () => generateFault(random, object, parts));
  const schedule = { seed, object, settings, nextSettings: generateSettings(random), faults };
  return random.chance(0.25) ? moveToTls(random, schedule) : schedule;
}

/** Fewer faults of requests: connections that end after each response, or a fault of TLS alone, have their own bugs. */
function moveToTls(random: SeededRandom, schedule: Schedule): Schedule {
  const { object, settings, nextSettings, faults } = schedule;
  return {
    ...schedule,
    tls: generateTls(random, object),
    // The option `ca` does not apply to other transports.
    settings: { ...settings, transport: 'sockets', limitRateBytesPerSecond: generateRate(random, object) },
    nextSettings: { ...nextSettings, transport: 'sockets' },
    faults: [
      ...(random.chance(0.4) ? faults : []),
      ...(random.chance(0.6) ? [{ ...closeConnections(), first: 1, last: Infinity }] : []),
    ],
  };
}

/** Most of the readers are slow: a connection may end before its last bytes are read. */
function generateRate(random: SeededRandom, { sizeBytes }: Content): number | undefined {
  return random.chance(0.7) ? Math.max(64 * kib, sizeBytes * random.between(1, 4)) : undefined;
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
