import type { Fault } from '@ossferry/local-oss';
import { loginPage, storedLoginPage } from '../login-pages.ts';
import { diskSkipReason, fillDisk, mountReadOnlyDisk, mountSmallDisk } from './disks.ts';
import type { Scenario, ScenarioRequest } from './scenario.ts';

const mib = 1024 * 1024;
const elsewhere = 'http://127.0.0.2:9/login';

function middleOfBody({ bodyBytes }: ScenarioRequest): number {
  return Math.floor(bodyBytes * 0.4);
}

function errorResponse(status: number, code: string, headers: Record<string, string> = {}): Fault {
  return { type: 'respond', status, error: { code, message: 'Injected by the fault lab.' }, headers };
}

function retryDate(): string {
  return new Date(Date.now() + 1500).toUTCString();
}

/** Enough for a partial download of all clients. */
const halfwayBytes = 6 * mib;

/** Cuts the first responses, then applies `later` to all other requests. Small probes are not cut. */
function halfway(later: (request: ScenarioRequest) => Fault | readonly Fault[] | undefined): Scenario['faults'] {
  return (request) => {
    if (request.sentBytes >= halfwayBytes) return later(request);
    if (request.bodyBytes < 64 * 1024) return undefined;
    return { type: 'disconnect', afterBodyBytes: middleOfBody(request) };
  };
}

function once({ state }: ScenarioRequest, fault: Fault): Fault | undefined {
  if (state.has('done')) return undefined;
  state.set('done', 'true');
  return fault;
}

function replacedBy(sizeBytes: (before: number) => number): Scenario['faults'] {
  return halfway((request) => {
    const body = request.replacement(sizeBytes(request.object.sizeBytes));
    return once(request, { type: 'replace-object', body });
  });
}

/** Slows the download down, so that the program is still running when `duringRun` is called. */
const slow: Scenario['faults'] = () => ({ type: 'stall', afterBodyBytes: 2 * mib, durationMs: 2000 });

/** The rows of the table. HEAD is refused in each, as OSS does for a URL that was signed for GET. */
export const scenarios: readonly Scenario[] = [
  { name: 'HEAD refused, nothing else' },
  {
    name: 'cut in the body, three times',
    faults: (request) =>
      request.getNumber <= 3 ? { type: 'disconnect', afterBodyBytes: middleOfBody(request) } : undefined,
  },
  { name: 'every connection cut after 3 MiB', faults: () => ({ type: 'disconnect', afterBodyBytes: 3 * mib }) },
  {
    name: 'cut after the headers, three times',
    faults: ({ getNumber }) => (getNumber <= 3 ? { type: 'disconnect', afterBodyBytes: 0 } : undefined),
  },
  { name: 'cut after the headers, always', faults: () => ({ type: 'disconnect', afterBodyBytes: 0 }) },
  {
    name: 'stall before the headers, once',
    faults: ({ getNumber }) => (getNumber === 1 ? { type: 'delay-headers', delayMs: 600_000 } : undefined),
  },
  {
    name: 'stall in the body, at first',
    faults: (request) =>
      request.sentBytes < 4 * mib ? { type: 'stall', afterBodyBytes: middleOfBody(request) } : undefined,
  },
  { name: 'slow drip', faults: () => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 5 }) },
  {
    name: 'reset in the body, three times',
    faults: (request) =>
      request.getNumber <= 3 ? { type: 'disconnect', afterBodyBytes: middleOfBody(request), mode: 'reset' } : undefined,
  },
  {
    name: 'chunked body, truncated with a valid end, twice',
    faults: (request) =>
      request.getNumber <= 2 ? { type: 'truncate', afterBodyBytes: middleOfBody(request) } : undefined,
  },
  {
    name: 'chunked body, cut, twice',
    faults: (request) =>
      request.getNumber <= 2
        ? [{ type: 'chunked' }, { type: 'disconnect', afterBodyBytes: middleOfBody(request) }]
        : undefined,
  },
  {
    name: 'wrong Content-Range, twice',
    faults: ({ getNumber, start, bodyBytes, object }) =>
      getNumber <= 2
        ? {
            type: 'wrong-content-range',
            contentRange: `bytes ${start + mib}-${start + mib + bodyBytes - 1}/${object.sizeBytes + mib}`,
          }
        : undefined,
  },
  {
    name: '200 to a ranged GET, after a cut',
    faults: (request) =>
      request.getNumber === 1
        ? { type: 'disconnect', afterBodyBytes: middleOfBody(request) }
        : { type: 'ignore-range' },
  },
  { name: 'ranges cut short', faults: () => ({ type: 'shorten-range', maxBytes: 700_000 }) },
  {
    name: 'a bit flipped in flight, once',
    // In each response with this byte, until almost the whole object was sent: an aborted probe does not count.
    faults: ({ sentBytes, object }) =>
      sentBytes < object.sizeBytes - mib ? { type: 'flip-bit', objectOffset: 1_234_567 } : undefined,
  },
  { name: 'a bit flipped in flight, always', faults: () => ({ type: 'flip-bit', objectOffset: 1_234_567 }) },
  { name: 'object replaced during the download: same size', faults: replacedBy((size) => size) },
  { name: 'object replaced during the download: longer', faults: replacedBy((size) => size + 3 * mib) },
  { name: 'object replaced during the download: shorter', faults: replacedBy((size) => size - 3 * mib) },
  {
    name: 'object deleted during the download',
    faults: halfway((request) => once(request, { type: 'delete-object' })),
    betweenRuns: ({ restoreObject }) => restoreObject(),
  },
  {
    name: '403 expired halfway, new URL available',
    isRenewable: true,
    // The first URL expires; URLs that are signed in a later second are valid.
    faults(request) {
      const signedAt = request.request.query['x-oss-date'] ?? request.request.headers['x-oss-date'] ?? '';
      if (request.getNumber === 1) request.state.set('expired', signedAt).set('startedAtMs', String(Date.now()));
      if (signedAt > (request.state.get('expired') ?? '')) return undefined;
      const isExpired = Date.now() - Number(request.state.get('startedAtMs')) > 1200;
      if (isExpired && request.sentBytes >= halfwayBytes) return { type: 'shift-clock', offsetMs: 7_200_000 };
      const afterBodyBytes = middleOfBody(request);
      return [
        { type: 'stall', afterBodyBytes, durationMs: 1500 },
        { type: 'disconnect', afterBodyBytes },
      ];
    },
  },
  { name: '403 expired halfway', faults: halfway(() => ({ type: 'shift-clock', offsetMs: 7_200_000 })) },
  { name: '403 denied halfway', faults: halfway(() => errorResponse(403, 'AccessDenied')) },
  {
    name: '429, Retry-After in seconds, three times',
    faults: ({ getNumber }) =>
      getNumber <= 3 ? errorResponse(429, 'QpsLimitExceeded', { 'retry-after': '1' }) : undefined,
  },
  {
    name: '429, Retry-After as a date, three times',
    faults: ({ getNumber }) =>
      getNumber <= 3 ? errorResponse(429, 'QpsLimitExceeded', { 'retry-after': retryDate() }) : undefined,
  },
  {
    name: '503, Retry-After in seconds, three times',
    faults: ({ getNumber }) =>
      getNumber <= 3 ? errorResponse(503, 'ServiceUnavailable', { 'retry-after': '1' }) : undefined,
  },
  {
    name: '503, Retry-After as a date, three times',
    faults: ({ getNumber }) =>
      getNumber <= 3 ? errorResponse(503, 'ServiceUnavailable', { 'retry-after': retryDate() }) : undefined,
  },
  {
    name: '500, three times',
    faults: ({ getNumber }) => (getNumber <= 3 ? errorResponse(500, 'InternalError') : undefined),
  },
  { name: '500 halfway, then always', faults: halfway(() => errorResponse(500, 'InternalError')) },
  { name: 'redirect to another host', faults: () => ({ type: 'redirect', location: elsewhere }) },
  { name: 'a login page instead of the object', faults: () => loginPage },
  { name: 'a login page with an ETag', faults: () => storedLoginPage },
  { name: 'a login page halfway', faults: halfway(() => loginPage) },
  { name: 'unrequested gzip', faults: () => [{ type: 'ignore-range' }, { type: 'force-gzip' }] },
  { name: 'disk too small', prepareFolder: (folder) => mountSmallDisk(folder, 12), skipReason: diskSkipReason },
  {
    name: 'disk full during the download',
    prepareFolder: (folder) => mountSmallDisk(folder, 40),
    faults: slow,
    duringRun: ({ folder }) => fillDisk(folder),
    skipReason: diskSkipReason,
  },
  { name: 'read-only folder', prepareFolder: mountReadOnlyDisk, skipReason: diskSkipReason },
  { name: 'clock 20 minutes behind the service', clockOffsetMs: 1_200_000 },
  { name: 'clock 20 minutes ahead of the service', clockOffsetMs: -1_200_000 },
  { name: 'kill -9', faults: slow, duringRun: ({ kill }) => kill('SIGKILL'), isTerminated: true },
  {
    name: 'kill -9, then the object is replaced',
    faults: slow,
    duringRun: ({ kill }) => kill('SIGKILL'),
    isTerminated: true,
    betweenRuns: ({ replaceObject }) => replaceObject(),
  },
  { name: 'SIGINT', faults: slow, duringRun: ({ kill }) => kill('SIGINT'), isTerminated: true },
  { name: 'SIGTERM', faults: slow, duringRun: ({ kill }) => kill('SIGTERM'), isTerminated: true },
  { name: 'two processes on one destination', faults: slow, isConcurrent: true },
];
