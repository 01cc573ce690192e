import type { Fault } from '@ossferry/local-oss';
import type { Content } from '../lab.ts';
import { loginPage, storedLoginPage } from '../login-pages.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Trouble } from './schedule.ts';

/** Draws one trouble, the requests that it hits, and its numbers. */
export function drawTrouble(random: SeededRandom, object: Content, parts: number): Trouble {
  const isFinal = random.chance(0.25);
  const { repeats, ...trouble } = random.pick(isFinal ? finalKinds : passingKinds)(random, object);
  // A refusal of the first request ends a schedule before it has begun.
  const first = random.chance(isFinal ? 0.1 : 0.3) ? 1 : random.between(1, parts + 1);
  const lasting = random.pick(
    repeats === 'once' ? [0] : repeats === 'a while' ? [0, 0, 1, 3] : [0, 0, 1, 3, 9, Infinity],
  );
  return { ...trouble, first, last: first + lasting };
}

interface Drawn extends Pick<Trouble, 'name' | 'faults' | 'replacement'> {
  /** How long it may last; `a while` for those that take long, each time. */
  readonly repeats: 'once' | 'a while' | 'forever';
}

type Kind = (random: SeededRandom, object: Content) => Drawn;

function always(name: string, faults: readonly Fault[], repeats: Drawn['repeats'] = 'forever'): Drawn {
  return { name, repeats, faults: () => faults };
}

/** Where in a body something happens: the start is as likely as anywhere else. */
function drawBodyOffset(random: SeededRandom, { sizeBytes }: Content): number {
  return random.chance(0.5) ? random.between(0, Math.min(sizeBytes, 200_000)) : random.between(0, sizeBytes);
}

function refuse(status: number, code: string, message: string, headers: Record<string, string> = {}): Fault {
  return { type: 'respond', status, error: { code, message }, headers };
}

/** What a download survives when it does not last. */
const passingKinds: readonly Kind[] = [
  () => always('cut before the headers', [{ type: 'disconnect' }]),
  () => always('cut after the headers', [{ type: 'disconnect', afterBodyBytes: 0 }]),
  (random, object) => {
    const afterBodyBytes = drawBodyOffset(random, object);
    return always(`cut after ${afterBodyBytes}`, [{ type: 'disconnect', afterBodyBytes }]);
  },
  (random, object) => {
    const afterBodyBytes = drawBodyOffset(random, object);
    return always(`reset after ${afterBodyBytes}`, [{ type: 'disconnect', afterBodyBytes, mode: 'reset' }]);
  },
  () => always('stall before the headers', [{ type: 'delay-headers', delayMs: 60_000 }], 'a while'),
  (random, object) => {
    const afterBodyBytes = drawBodyOffset(random, object);
    return always(`stall after ${afterBodyBytes}`, [{ type: 'stall', afterBodyBytes }], 'a while');
  },
  (random, object) => {
    const afterBodyBytes = drawBodyOffset(random, object);
    return always(`pause after ${afterBodyBytes}`, [{ type: 'stall', afterBodyBytes, durationMs: 40 }]);
  },
  (random) => {
    const chunkBytes = random.between(32, 256) * 1024;
    return always(`drip of ${chunkBytes}`, [{ type: 'drip', chunkBytes, pauseMs: 1 }], 'a while');
  },
  (random, object) => {
    const afterBodyBytes = drawBodyOffset(random, object);
    return always(`chunked, truncated in order after ${afterBodyBytes}`, [{ type: 'truncate', afterBodyBytes }]);
  },
  (random, object) => {
    const afterBodyBytes = drawBodyOffset(random, object);
    return always(`chunked, cut after ${afterBodyBytes}`, [
      { type: 'chunked' },
      { type: 'disconnect', afterBodyBytes },
    ]);
  },
  () => always('chunked', [{ type: 'chunked' }]),
  (random) => {
    const status = random.pick([429, 503]);
    const code = status === 429 ? 'QpsLimitExceeded' : 'ServiceUnavailable';
    const seconds = random.pick(['0', '0', '1']);
    const faults = [refuse(status, code, 'Slow down.', { 'retry-after': seconds })];
    return always(`${status}, Retry-After: ${seconds}`, faults, 'a while');
  },
  (random) => {
    const status = random.pick([429, 503]);
    const headers = () => ({ 'retry-after': new Date(Date.now() + 900).toUTCString() });
    return {
      name: `${status}, Retry-After as a date`,
      repeats: 'a while',
      faults: () => [refuse(status, 'ServiceUnavailable', 'Slow down.', headers())],
    };
  },
  (random) => {
    const status = random.pick([500, 502, 504]);
    return always(`${status}`, [{ type: 'respond', status, body: '<html>Bad gateway</html>' }]);
  },
  () => always('500 InternalError', [refuse(500, 'InternalError', 'We encountered an internal error.')]),
];

/** What ends a download, or would make another file of it. */
const finalKinds: readonly Kind[] = [
  (random, { sizeBytes }) => {
    const start = random.between(0, sizeBytes);
    const contentRange = random.pick([
      `bytes ${start}-${start + 9}/${sizeBytes}`,
      `bytes 0-${sizeBytes - 1}/${sizeBytes}`,
      `bytes 0-65535/*`,
      `bytes 0-65535/${sizeBytes + 1}`,
      'nonsense',
    ]);
    return always(`Content-Range: ${contentRange}`, [{ type: 'wrong-content-range', contentRange }]);
  },
  () => always('200 to a ranged GET', [{ type: 'ignore-range' }]),
  (random) => {
    const maxBytes = random.between(1, 2_000_000);
    return always(`at most ${maxBytes} bytes of a range`, [{ type: 'shorten-range', maxBytes }]);
  },
  (random, { sizeBytes }) => {
    const objectOffset = random.between(0, Math.max(0, sizeBytes - 1));
    return always(`bit flipped at ${objectOffset}`, [{ type: 'flip-bit', objectOffset }]);
  },
  (random, object) => {
    const sizeBytes = random.pick([
      object.sizeBytes,
      object.sizeBytes + random.between(1, 2_000_000),
      random.between(0, object.sizeBytes),
    ]);
    const replacement = { seed: object.seed + random.between(1, 1_000_000), sizeBytes };
    const afterBodyBytes = random.chance(0.3) ? undefined : drawBodyOffset(random, object);
    return {
      name: `replaced by ${sizeBytes} bytes ${afterBodyBytes === undefined ? 'before' : `after ${afterBodyBytes}`}`,
      repeats: 'once',
      replacement,
      faults: (_, versions) => [
        { type: 'replace-object', body: versions.get(replacement.seed) ?? Buffer.alloc(0), afterBodyBytes },
      ],
    };
  },
  (random, object) => {
    const afterBodyBytes = random.chance(0.3) ? undefined : drawBodyOffset(random, object);
    const when = afterBodyBytes === undefined ? 'before' : `after ${afterBodyBytes}`;
    return always(`deleted ${when}`, [{ type: 'delete-object', afterBodyBytes }], 'once');
  },
  () => ({
    name: 'URL expired',
    repeats: 'forever',
    // Only the first URL ends.
    faults: ({ query }) => (query['generation'] === '1' ? [{ type: 'shift-clock', offsetMs: 7_200_000 }] : undefined),
  }),
  () => always('clock 20 minutes behind', [{ type: 'shift-clock', offsetMs: -1_200_000 }]),
  () => always('clock 20 minutes ahead', [{ type: 'shift-clock', offsetMs: 1_200_000 }]),
  () => always('403 denied', [refuse(403, 'AccessDenied', 'You have no right to access this object.')]),
  () => always('404', [refuse(404, 'NoSuchKey', 'The specified key does not exist.')]),
  () => always('200 with a login page', loginPage),
  () => always('200 with a login page that has an ETag', storedLoginPage),
  () => always('416', [{ type: 'respond', status: 416 }]),
  () => always('redirect', [{ type: 'redirect', location: 'http://127.0.0.1:1/' }]),
  () => always('gzip, of the whole', [{ type: 'ignore-range' }, { type: 'force-gzip' }]),
  () => always('gzip, said only', [{ type: 'change-headers', headers: { 'content-encoding': 'gzip', etag: null } }]),
  () => always('no ETag', [{ type: 'change-headers', headers: { etag: null } }]),
];
