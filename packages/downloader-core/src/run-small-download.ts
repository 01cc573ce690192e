import { createBufferPool } from './buffer-pool.ts';
import { createWatchdog, type Timeouts } from './carrier/watchdog.ts';
import type { Crc64 } from './crc64/crc64.ts';
import type { DownloadOptions } from './download-options.ts';
import { type DownloadSummary, factsOf } from './events.ts';
import type { ObjectIdentity, RangeOrder, RangeResponse, RangeTransport } from './ports.ts';
import { checkWhole, lostGuarantees } from './record/check-whole.ts';
import { bodyTooLong } from './response/body-length-error.ts';
import { checkRangeResponse } from './response/check-range-response.ts';
import { rangeHeaders } from './response/range-headers.ts';
import { type CompletedRequest, type ReplayTransport, replayResponse } from './response/replay-response.ts';
import type { SourceKeeper } from './source/source.ts';
import { startStopwatch } from './stopwatch.ts';
import { firstSpan } from './streams/plan-parts.ts';
import { untilAborted } from './until-aborted.ts';

/** What an environment passes to a small download. */
export interface SmallDownloadJob {
  readonly source: SourceKeeper;
  readonly transport: RangeTransport;
  readonly crc64: Crc64;
  readonly timeouts: Timeouts;
  readonly options: DownloadOptions;
  /** Maximum size of an object that is held in memory. */
  readonly maxBytes: number;
  /** @default nothing is shared with other downloads */
  readonly gate?: RequestGate | undefined;
  /** Lets the destination appear with these bytes, on the disk for good. */
  readonly place: (bytes: Uint8Array) => Promise<void>;
}

/** What the request has to pass, because several downloads share a limit, or the object is known. */
export interface RequestGate {
  /** Takes a permit to send the request. Returns a promise only if it has to wait for one. */
  readonly acquire: (url: string, signal: AbortSignal) => Promise<void> | undefined;
  /**
   * Adds known properties of the object. Returns `undefined` to leave the object, and its refusal, to `runDownload`.
   */
  readonly recognize: (identity: ObjectIdentity) => ObjectIdentity | undefined;
  /** Called when the response has been read. If it is passed on unread, it keeps its permit. */
  readonly release: () => void;
}

/** The result of the only request: the download is done, or needs the engine. */
export type SmallDownload =
  | { readonly summary: DownloadSummary; readonly rest?: undefined }
  /** For `runDownload`: replays the response as if `runDownload` had sent the request itself. */
  | { readonly summary?: undefined; readonly rest: ReplayTransport };

/**
 * Downloads a small object with a single request, whose response is the whole object and is verified in memory.
 * Everything else (a larger object, a refusal, a broken connection, a wrong byte) is passed on to the engine. Rejects
 * only if the source or the disk fails, or with the reason of `signal`.
 */
export async function runSmallDownload(job: SmallDownloadJob): Promise<SmallDownload> {
  const { source, transport, crc64, options, gate, place } = job;
  const { signal = neverAborted, verify = true, pin, onEvent = () => undefined } = options;
  const elapsedMs = startStopwatch();
  signal.throwIfAborted();
  const access = source.current(); // That of a fixed URL never waits.
  const { url, headers } = await (source.renewable ? untilAborted(access, signal) : access);
  await gate?.acquire(url, signal);
  const order: RangeOrder = { url, headers, ...firstSpan(options) };
  const request = { url, headers: rangeHeaders(order) };
  const result = await fetchObject(order, request, job, signal);
  if (result.type !== 'unread') gate?.release();
  if (signal.aborted) {
    if (result.type === 'unread') result.response.cancel();
    throw signal.reason;
  }
  const passOn = (completed: Omit<CompletedRequest, 'request'>): SmallDownload => {
    const spent = { requests: 1, retries: 0, durationMs: elapsedMs() };
    return { rest: replayResponse({ request, ...completed }, transport, spent) };
  };
  if (result.type !== 'object') return passOn(result);
  const { identity, bytes, response } = result;
  const sum = crc64(bytes);
  if (verify && identity.crc64 !== undefined && identity.crc64 !== sum) {
    return passOn({ response: replayBody(response, bytes) });
  }
  onEvent({ type: 'started', object: factsOf(identity), resumedBytes: 0 });
  for (const warning of lostGuarantees(identity, verify, pin)) onEvent(warning);
  try {
    await place(bytes);
  } finally {
    releaseBuffer(bytes);
  }
  onEvent({ type: 'progress', durableBytes: identity.sizeBytes, totalBytes: identity.sizeBytes });
  return {
    summary: {
      ...checkWhole(identity, sum, verify),
      resumedBytes: 0,
      requests: 1,
      retries: 0,
      renewals: source.renewals(),
      peakParallel: 1,
      bytesFetchedTwice: 0,
      durationMs: elapsedMs(),
    },
  };
}

/** The result of the request. All but an `object` can be replayed as they are. */
type Fetched =
  | {
      readonly type: 'object';
      readonly identity: ObjectIdentity;
      readonly bytes: Uint8Array;
      readonly response: RangeResponse;
    }
  /** The response is not a small object, and its body has not been read. */
  | { readonly type: 'unread'; readonly response: RangeResponse }
  /** There was no response, or its body ended early. */
  | { readonly type: 'failed'; readonly response?: RangeResponse; readonly error?: unknown };

async function fetchObject(
  order: RangeOrder,
  request: CompletedRequest['request'],
  { transport, timeouts, options, maxBytes, gate }: SmallDownloadJob,
  signal: AbortSignal,
): Promise<Fetched> {
  let filled = 0;
  const watchdog = createWatchdog(timeouts, signal, () => filled);
  try {
    watchdog.expect('headersMs');
    const response = await transport(request, watchdog.signal);
    const found = await readSmallIdentity(response, order, maxBytes);
    const identity = found && gate ? gate.recognize(found) : found;
    if (identity === undefined || (identity.isForeignPage && options.verify !== false))
      return { type: 'unread', response };
    const bytes = acquireBuffer(identity.sizeBytes);
    try {
      watchdog.expect('firstByteMs');
      await response.read((chunk) => {
        if (filled + chunk.length > bytes.length) throw bodyTooLong(bytes.length);
        bytes.set(chunk, filled);
        filled += chunk.length;
        if (filled < bytes.length) watchdog.expect('idleMs');
      });
    } catch (error) {
      response.cancel();
      const reason = watchdog.explain(error);
      return { type: 'failed', response: replayBody(response, bytes.subarray(0, filled), { reason }) };
    }
    if (filled < bytes.length) return { type: 'failed', response: replayBody(response, bytes.subarray(0, filled)) };
    return { type: 'object', identity, bytes, response };
  } catch (error) {
    return { type: 'failed', error: watchdog.explain(error) };
  } finally {
    watchdog.stop();
  }
}

/** Returns the identity if the response is a complete small object. */
async function readSmallIdentity(
  response: RangeResponse,
  order: RangeOrder,
  maxBytes: number,
): Promise<ObjectIdentity | undefined> {
  // Refusals need their bodies, which can be read only once.
  if (response.status !== 206 && response.status !== 200) return undefined;
  try {
    const { identity, end } = await checkRangeResponse(response, order);
    const { sizeBytes } = identity;
    return end === sizeBytes && sizeBytes > 0 && sizeBytes <= maxBytes ? identity : undefined;
  } catch {
    return undefined; // The engine checks it again, and handles the error.
  }
}

/** A response whose body has already been read, to its end or to an error. */
function replayBody(
  { status, header }: RangeResponse,
  bytes: Uint8Array,
  error?: { readonly reason: unknown },
): RangeResponse {
  return {
    status,
    header,
    async read(onChunk) {
      await onChunk(bytes);
      if (error !== undefined) throw error.reason;
    },
    cancel: () => undefined,
  };
}

// For many small objects, allocating and collecting buffers costs more than filling them.
const pooledBytes = 64 * 1024;
const pool = createBufferPool(() => new Uint8Array(pooledBytes));

function acquireBuffer(sizeBytes: number): Uint8Array {
  return sizeBytes > pooledBytes ? new Uint8Array(sizeBytes) : pool.acquire().subarray(0, sizeBytes);
}

/** Returns a buffer to the pool. The caller must not use it afterwards. */
function releaseBuffer({ buffer }: Uint8Array): void {
  if (buffer.byteLength === pooledBytes) pool.release(new Uint8Array(buffer));
}

const neverAborted: AbortSignal = new AbortController().signal;
