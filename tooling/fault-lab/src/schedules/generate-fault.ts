import type { Fault, FaultRequest } from '@ossferry/local-oss';
import type { Content } from '../lab.ts';
import { loginPage, storedLoginPage } from '../login-pages.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { ScheduledFault } from './schedule.ts';

/** The name, or its end, of a fault that leaves nothing to verify the content with. */
export const hidesCrc64 = 'no CRC-64';

/** Generates a fault with its parameters and the requests that it affects. */
export function generateFault(random: SeededRandom, object: Content, parts: number): ScheduledFault {
  const isFatal = random.chance(0.25);
  const { repeats, ...fault } = random.pick(isFatal ? fatalFaults : transientFaults)(random, object);
  // A fatal fault of the first request would end the download too early to test much.
  const first = random.chance(isFatal ? 0.1 : 0.3) ? 1 : random.between(1, parts + 1);
  return { ...fault, first, last: first + random.pick(repetitions[repeats]) };
}

/** A fault of requests whose connections end after the response. */
export function closeConnections(): Pick<ScheduledFault, 'name' | 'inject' | 'isHarmless'> {
  return {
    name: 'connection closed after each response',
    inject: () => [{ type: 'change-headers', headers: { connection: 'close' } }],
    isHarmless: true,
  };
}

const repetitions = { never: [0], rarely: [0, 0, 1, 3], often: [0, 0, 1, 3, 9, Infinity] } as const;

interface GeneratedFault extends Pick<ScheduledFault, 'name' | 'inject' | 'replacement' | 'isHarmless'> {
  /** How often it may be repeated; `rarely` for faults that take long. */
  readonly repeats: keyof typeof repetitions;
}

type FaultGenerator = (random: SeededRandom, object: Content) => GeneratedFault;

function fixed(name: string, faults: readonly Fault[], repeats: GeneratedFault['repeats'] = 'often'): GeneratedFault {
  return { name, repeats, inject: () => faults };
}

/** A fault of requests that do not start at byte 0, where it would say that the object is empty. */
function afterStart(name: string, fault: Fault): GeneratedFault {
  const inject = ({ headers }: FaultRequest) => (headers['range']?.startsWith('bytes=0-') ? undefined : [fault]);
  return { name, repeats: 'often', inject };
}

/** The offset of a fault in a body; half of them are near the start. */
function randomBodyOffset(random: SeededRandom, { sizeBytes }: Content): number {
  return random.chance(0.5) ? random.between(0, Math.min(sizeBytes, 200_000)) : random.between(0, sizeBytes);
}

function errorResponse(status: number, code: string, message: string, headers: Record<string, string> = {}): Fault {
  return { type: 'respond', status, error: { code, message }, headers };
}

/** Faults that a download survives if they do not persist. */
const transientFaults: readonly FaultGenerator[] = [
  () => fixed('cut before the headers', [{ type: 'disconnect' }]),
  () => fixed('cut after the headers', [{ type: 'disconnect', afterBodyBytes: 0 }]),
  (random, object) => {
    const afterBodyBytes = randomBodyOffset(random, object);
    return fixed(`cut after ${afterBodyBytes}`, [{ type: 'disconnect', afterBodyBytes }]);
  },
  (random, object) => {
    const afterBodyBytes = randomBodyOffset(random, object);
    return fixed(`reset after ${afterBodyBytes}`, [{ type: 'disconnect', afterBodyBytes, mode: 'reset' }]);
  },
  () => fixed('stall before the headers', [{ type: 'delay-headers', delayMs: 60_000 }], 'rarely'),
  (random, object) => {
    const afterBodyBytes = randomBodyOffset(random, object);
    return fixed(`stall after ${afterBodyBytes}`, [{ type: 'stall', afterBodyBytes }], 'rarely');
  },
  (random, object) => {
    const afterBodyBytes = randomBodyOffset(random, object);
    return fixed(`pause after ${afterBodyBytes}`, [{ type: 'stall', afterBodyBytes, durationMs: 40 }]);
  },
  (random) => {
    const chunkBytes = random.between(32, 256) * 1024;
    return fixed(`drip of ${chunkBytes}`, [{ type: 'drip', chunkBytes, pauseMs: 1 }], 'rarely');
  },
  (random, object) => {
    const afterBodyBytes = randomBodyOffset(random, object);
    return fixed(`chunked, truncated after ${afterBodyBytes}`, [{ type: 'truncate', afterBodyBytes }]);
  },
  (random, object) => {
    const afterBodyBytes = randomBodyOffset(random, object);
    return fixed(`chunked, cut after ${afterBodyBytes}`, [{ type: 'chunked' }, { type: 'disconnect', afterBodyBytes }]);
  },
  () => fixed('chunked', [{ type: 'chunked' }]),
  () => ({ ...closeConnections(), repeats: 'often' }),
  (random) => {
    const status = random.pick([429, 503]);
    const code = status === 429 ? 'QpsLimitExceeded' : 'ServiceUnavailable';
    const seconds = random.pick(['0', '0', '1']);
    const faults = [errorResponse(status, code, 'Slow down.', { 'retry-after': seconds })];
    return fixed(`${status}, Retry-After: ${seconds}`, faults, 'rarely');
  },
  (random) => {
    const status = random.pick([429, 503]);
    const headers = () => ({ 'retry-after': new Date(Date.now() + 900).toUTCString() });
    return {
      name: `${status}, Retry-After as a date`,
      repeats: 'rarely',
      inject: () => [errorResponse(status, 'ServiceUnavailable', 'Slow down.', headers())],
    };
  },
  (random) => {
    const status = random.pick([500, 502, 504]);
    return fixed(`${status}`, [{ type: 'respond', status, body: '<html>Bad gateway</html>' }]);
  },
  () => fixed('500 InternalError', [errorResponse(500, 'InternalError', 'We encountered an internal error.')]),
];

/** Faults that end a download, or that could corrupt the file. */
const fatalFaults: readonly FaultGenerator[] = [
  (random, { sizeBytes }) => {
    const start = random.between(0, sizeBytes);
    const contentRange = random.pick([
      `bytes ${start}-${start + 9}/${sizeBytes}`,
      `bytes 0-${sizeBytes - 1}/${sizeBytes}`,
      `bytes 0-65535/*`,
      `bytes 0-65535/${sizeBytes + 1}`,
      'nonsense',
    ]);
    return fixed(`Content-Range: ${contentRange}`, [{ type: 'wrong-content-range', contentRange }]);
  },
  () => fixed('200 to a ranged GET', [{ type: 'ignore-range' }]),
  (random) => {
    const maxBytes = random.between(1, 2_000_000);
    return fixed(`at most ${maxBytes} bytes of a range`, [{ type: 'shorten-range', maxBytes }]);
  },
  (random, { sizeBytes }) => {
    const objectOffset = random.between(0, Math.max(0, sizeBytes - 1));
    return fixed(`bit flipped at ${objectOffset}`, [{ type: 'flip-bit', objectOffset }]);
  },
  (random, object) => {
    const sizeBytes = random.pick([
      object.sizeBytes,
      object.sizeBytes + random.between(1, 2_000_000),
      random.between(0, object.sizeBytes),
    ]);
    const replacement = { seed: object.seed + random.between(1, 1_000_000), sizeBytes };
    const afterBodyBytes = random.chance(0.3) ? undefined : randomBodyOffset(random, object);
    return {
      name: `replaced by ${sizeBytes} bytes ${afterBodyBytes === undefined ? 'before' : `after ${afterBodyBytes}`}`,
      repeats: 'never',
      replacement,
      inject: (_, replacements) => [
        { type: 'replace-object', body: replacements.get(replacement.seed) ?? Buffer.alloc(0), afterBodyBytes },
      ],
    };
  },
  (random, object) => {
    const afterBodyBytes = random.chance(0.3) ? undefined : randomBodyOffset(random, object);
    const when = afterBodyBytes === undefined ? 'before' : `after ${afterBodyBytes}`;
    return fixed(`deleted ${when}`, [{ type: 'delete-object', afterBodyBytes }], 'never');
  },
  () => ({
    name: 'URL expired',
    repeats: 'often',
    // Only the first URL expires.
    inject: ({ query }) => (query['generation'] === '1' ? [{ type: 'shift-clock', offsetMs: 7_200_000 }] : undefined),
  }),
  () => fixed('clock 20 minutes behind', [{ type: 'shift-clock', offsetMs: -1_200_000 }]),
  () => fixed('clock 20 minutes ahead', [{ type: 'shift-clock', offsetMs: 1_200_000 }]),
  () => fixed('403 denied', [errorResponse(403, 'AccessDenied', 'You have no right to access this object.')]),
  () => fixed('404', [errorResponse(404, 'NoSuchKey', 'The specified key does not exist.')]),
  () => fixed('200 with a login page', loginPage),
  () => fixed('200 with a login page that has an ETag', storedLoginPage),
  () => fixed('416', [{ type: 'respond', status: 416 }]),
  () => fixed('redirect', [{ type: 'redirect', location: 'http://127.0.0.1:1/' }]),
  () => fixed('unrequested gzip', [{ type: 'ignore-range' }, { type: 'force-gzip' }]),
  () =>
    fixed('Content-Encoding without gzip', [
      { type: 'change-headers', headers: { 'content-encoding': 'gzip', etag: null } },
    ]),
  () => fixed('no ETag', [{ type: 'change-headers', headers: { etag: null } }]),
  () => fixed('weak ETag', [{ type: 'change-headers', headers: { etag: 'W/"1"' } }]),
  () => fixed(hidesCrc64, [{ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }]),
  () => fixed(`no ETag and ${hidesCrc64}`, [withoutIdentity]),
  (random, { sizeBytes }) => {
    const total = random.pick([sizeBytes + 1, random.between(1, sizeBytes + 1), 2 ** 49, 2 ** 53]);
    return {
      name: `the range of an object with ${total} bytes`,
      repeats: 'often',
      inject: ({ headers }) => [
        { type: 'wrong-content-range', contentRange: rangeOf(headers['range'], sizeBytes, total) },
      ],
    };
  },
  (random, { sizeBytes }) => {
    const contentRange = `bytes */${random.pick([0, random.between(0, sizeBytes), sizeBytes])}`;
    return afterStart(`416, ${contentRange}`, {
      type: 'respond',
      status: 416,
      headers: { 'content-range': contentRange },
    });
  },
  () => afterStart('416 InvalidRange', errorResponse(416, 'InvalidRange', 'The requested range cannot be satisfied')),
  () => fixed('304', [{ type: 'respond', status: 304 }]),
  () => fixed('204', [{ type: 'respond', status: 204 }]),
];

const withoutIdentity: Fault = { type: 'change-headers', headers: { etag: null, 'x-oss-hash-crc64ecma': null } };

/** Returns the requested range, with another total. */
function rangeOf(range: string | undefined, sizeBytes: number, total: number): string {
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  return `bytes ${first}-${Math.min(last === '' ? sizeBytes : Number(last), sizeBytes - 1)}/${total}`;
}
