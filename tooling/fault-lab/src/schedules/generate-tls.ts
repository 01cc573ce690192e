import type { Content } from '../lab.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { ScheduledTls, ScheduledTlsFault } from './schedule.ts';

/** Generates a TLS front, often with a fault. */
export function generateTls(random: SeededRandom, object: Content): ScheduledTls {
  return {
    isProxied: random.chance(0.25),
    hasCloseNotify: random.chance(0.5),
    fault: random.chance(0.6) ? generateTlsFault(random, object) : undefined,
  };
}

/** More than the server's part of a handshake. */
const handshakeBytes = 1500;

function generateTlsFault(random: SeededRandom, { sizeBytes }: Content): ScheduledTlsFault {
  const kind = random.pick(['reset', 'close', 'stall', 'damage', 'untrusted'] as const);
  const first = random.chance(0.3) ? 1 : random.between(2, 8);
  // A certificate that has changed stays; a stall takes long.
  const repetitions = kind === 'untrusted' ? [Infinity] : kind === 'stall' ? [0, 0, 1, 3] : [0, 0, 1, 3, 9, Infinity];
  return {
    kind,
    afterBytes: random.between(0, random.chance(0.4) ? handshakeBytes : sizeBytes),
    first,
    last: first + random.pick(repetitions),
  };
}
