import type { Fault } from '@ossferry/local-oss';
import { loginPage, storedLoginPage } from '../login-pages.ts';
import { fillDisk, mountSealedDisk, mountSmallDisk, whyNoDisks } from './disks.ts';
import type { Scenario, ScenarioRequest } from './scenario.ts';

const mib = 1024 * 1024;
const elsewhere = 'http://127.0.0.2:9/login';

function share(part: number, { bodyBytes }: ScenarioRequest): number {
  return Math.floor(bodyBytes * part);
}

function refuse(status: number, code: string, headers: Record<string, string> = {}): Fault {
  return { type: 'respond', status, error: { code, message: 'As the fault lab wants it.' }, headers };
}

function inASecond(): string {
  return new Date(Date.now() + 1500).toUTCString();
}

/** A few MiB have come by then, and much is still to come. */
const halfWayBytes = 6 * mib;

/** Cuts what was begun at the start, and has this answer all that comes later. Requests that only look are spared. */
function halfWay(later: (request: ScenarioRequest) => Fault | readonly Fault[] | undefined): Scenario['faults'] {
  return (request) => {
    if (request.sentBytes >= halfWayBytes) return later(request);
    if (request.bodyBytes < 64 * 1024) return undefined;
    return { type: 'disconnect', afterBodyBytes: share(0.4, request) };
  };
}

function once(what: string, { notes }: ScenarioRequest, fault: Fault): Fault | undefined {
  if (notes.has(what)) return undefined;
  notes.set(what, 'done');
  return fault;
}

function replacedBy(sizeBytes: (before: number) => number): Scenario['faults'] {
  return halfWay((request) => {
    const body = request.replacement(sizeBytes(request.object.sizeBytes));
    return once('replaced', request, { type: 'replace-object', body });
  });
}

/** Slow enough that the program is in the middle of it when something is done to it. */
const unhurried: Scenario['faults'] = () => ({ type: 'stall', afterBodyBytes: 2 * mib, durationMs: 2000 });

/** All rows, in the order of the table. HEAD is refused in each, as OSS does with a URL that was signed for GET. */
export const scenarios: readonly Scenario[] = [
  { name: 'HEAD refused, nothing else' },
  {
    name: 'cut in the body, three times',
    faults: (request) => (request.get <= 3 ? { type: 'disconnect', afterBodyBytes: share(0.4, request) } : undefined),
  },
  { name: 'every connection cut after 3 MiB', faults: () => ({ type: 'disconnect', afterBodyBytes: 3 * mib }) },
  {
    name: 'cut after the headers, three times',
    faults: ({ get }) => (get <= 3 ? { type: 'disconnect', afterBodyBytes: 0 } : undefined),
  },
  { name: 'cut after the headers, always', faults: () => ({ type: 'disconnect', afterBodyBytes: 0 }) },
  {
    name: 'stall before the headers, once',
    faults: ({ get }) => (get === 1 ? { type: 'delay-headers', delayMs: 600_000 } : undefined),
  },
  {
    name: 'stall in the body, at first',
    faults: (request) =>
      request.sentBytes < 4 * mib ? { type: 'stall', afterBodyBytes: share(0.4, request) } : undefined,
  },
  { name: 'slow drip', faults: () => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 5 }) },
  {
    name: 'reset in the body, three times',
    faults: (request) =>
      request.get <= 3 ? { type: 'disconnect', afterBodyBytes: share(0.4, request), mode: 'reset' } : undefined,
  },
  {
    name: 'chunked body, truncated with a valid end, twice',
    faults: (request) => (request.get <= 2 ? { type: 'truncate', afterBodyBytes: share(0.4, request) } : undefined),
  },
  {
    name: 'chunked body, cut, twice',
    faults: (request) =>
      request.get <= 2 ? [{ type: 'chunked' }, { type: 'disconnect', afterBodyBytes: share(0.4, request) }] : undefined,
  },
  {
    name: 'wrong Content-Range, twice',
    faults: ({ get, start, bodyBytes, object }) =>
      get <= 2
        ? {
            type: 'wrong-content-range',
            contentRange: `bytes ${start + mib}-${start + mib + bodyBytes - 1}/${object.sizeBytes + mib}`,
          }
        : undefined,
  },
  {
    name: '200 to a ranged GET, after a cut',
    faults: (request) =>
      request.get === 1 ? { type: 'disconnect', afterBodyBytes: share(0.4, request) } : { type: 'ignore-range' },
  },
  { name: 'ranges cut short', faults: () => ({ type: 'shorten-range', maxBytes: 700_000 }) },
  {
    name: 'a bit flipped in flight, once',
    // In whatever carries it, until as much was sent as the object has: a look that was broken off does not count.
    faults: ({ sentBytes, object }) =>
      sentBytes < object.sizeBytes - mib ? { type: 'flip-bit', objectOffset: 1_234_567 } : undefined,
  },
  { name: 'a bit flipped in flight, always', faults: () => ({ type: 'flip-bit', objectOffset: 1_234_567 }) },
  { name: 'object replaced during the download: same size', faults: replacedBy((size) => size) },
  { name: 'object replaced during the download: longer', faults: replacedBy((size) => size + 3 * mib) },
  { name: 'object replaced during the download: shorter', faults: replacedBy((size) => size - 3 * mib) },
  {
    name: 'object deleted during the download',
    faults: halfWay((request) => once('deleted', request, { type: 'delete-object' })),
    between: ({ restoreObject }) => restoreObject(),
  },
  {
    name: '403 expired halfway, new URL available',
    isRenewable: true,
    // What was signed in the first second ends; new signatures are of a later one.
    faults(request) {
      const signedAt = request.request.query['x-oss-date'] ?? request.request.headers['x-oss-date'] ?? '';
      if (request.get === 1) request.notes.set('ended', signedAt).set('startedAtMs', String(Date.now()));
      if (signedAt > (request.notes.get('ended') ?? '')) return undefined;
      const isOver = Date.now() - Number(request.notes.get('startedAtMs')) > 1200;
      if (isOver && request.sentBytes >= halfWayBytes) return { type: 'shift-clock', offsetMs: 7_200_000 };
      const afterBodyBytes = share(0.4, request);
      return [
        { type: 'stall', afterBodyBytes, durationMs: 1500 },
        { type: 'disconnect', afterBodyBytes },
      ];
    },
  },
  { name: '403 expired halfway', faults: halfWay(() => ({ type: 'shift-clock', offsetMs: 7_200_000 })) },
  { name: '403 denied halfway', faults: halfWay(() => refuse(403, 'AccessDenied')) },
  {
    name: '429, Retry-After in seconds, three times',
    faults: ({ get }) => (get <= 3 ? refuse(429, 'QpsLimitExceeded', { 'retry-after': '1' }) : undefined),
  },
  {
    name: '429, Retry-After as a date, three times',
    faults: ({ get }) => (get <= 3 ? refuse(429, 'QpsLimitExceeded', { 'retry-after': inASecond() }) : undefined),
  },
  {
    name: '503, Retry-After in seconds, three times',
    faults: ({ get }) => (get <= 3 ? refuse(503, 'ServiceUnavailable', { 'retry-after': '1' }) : undefined),
  },
  {
    name: '503, Retry-After as a date, three times',
    faults: ({ get }) => (get <= 3 ? refuse(503, 'ServiceUnavailable', { 'retry-after': inASecond() }) : undefined),
  },
  {
    name: '500, three times',
    faults: ({ get }) => (get <= 3 ? refuse(500, 'InternalError') : undefined),
  },
  { name: '500 halfway, then always', faults: halfWay(() => refuse(500, 'InternalError')) },
  { name: 'redirect to another host', faults: () => ({ type: 'redirect', location: elsewhere }) },
  { name: 'a login page instead of the object', faults: () => loginPage },
  { name: 'a login page with an ETag', faults: () => storedLoginPage },
  { name: 'a login page halfway', faults: halfWay(() => loginPage) },
  { name: 'unrequested gzip', faults: () => [{ type: 'ignore-range' }, { type: 'force-gzip' }] },
  { name: 'disk too small', prepare: (folder) => mountSmallDisk(folder, 12), missing: whyNoDisks },
  {
    name: 'disk full during the download',
    prepare: (folder) => mountSmallDisk(folder, 40),
    faults: unhurried,
    act: ({ folder }) => fillDisk(folder),
    missing: whyNoDisks,
  },
  { name: 'read-only folder', prepare: mountSealedDisk, missing: whyNoDisks },
  { name: 'clock 20 minutes behind the service', clockOffsetMs: 1_200_000 },
  { name: 'clock 20 minutes ahead of the service', clockOffsetMs: -1_200_000 },
  { name: 'kill -9', faults: unhurried, act: ({ kill }) => kill('SIGKILL'), isEnded: true },
  {
    name: 'kill -9, then the object is replaced',
    faults: unhurried,
    act: ({ kill }) => kill('SIGKILL'),
    isEnded: true,
    between: ({ replaceObject }) => replaceObject(),
  },
  { name: 'SIGINT', faults: unhurried, act: ({ kill }) => kill('SIGINT'), isEnded: true },
  { name: 'SIGTERM', faults: unhurried, act: ({ kill }) => kill('SIGTERM'), isEnded: true },
  { name: 'two processes on one destination', faults: unhurried, isTwice: true },
];
