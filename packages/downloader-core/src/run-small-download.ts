import { bodyTooLong } from './answer/body-length-error.ts';
import { judgeRangeAnswer } from './answer/range-answer.ts';
import { rangeHeaders } from './answer/range-headers.ts';
import { type ReplayTransport, replayAnswer } from './answer/replay-answer.ts';
import { createBufferPool } from './carrier/buffer-pool.ts';
import { createWatchdog, type Timeouts } from './carrier/watchdog.ts';
import type { Crc64 } from './crc64/crc64.ts';
import { checkOptions, type DownloadOptions } from './download-options.ts';
import { type DownloadSummary, factsOf } from './events.ts';
import type { ObjectIdentity, RangeOrder, RangeResponse, RangeTransport } from './ports.ts';
import { checkWhole, lostGuarantees } from './record/check-whole.ts';
import type { SourceKeeper } from './source/source.ts';
import { startStopwatch } from './stopwatch.ts';
import { firstSpan } from './streams/plan-parts.ts';
import { untilAborted } from './until-aborted.ts';

/** What an environment gives for a small object. */
export interface SmallDownloadJob {
  readonly source: SourceKeeper;
  readonly transport: RangeTransport;
  readonly crc64: Crc64;
  readonly timeouts: Timeouts;
  readonly options: DownloadOptions;
  /** The largest object that is held in memory. */
  readonly maxBytes: number;
  /** Adds what is known of the object; gives `undefined` for one to be refused, which is left to `runDownload`. */
  readonly recognize?: ((identity: ObjectIdentity) => ObjectIdentity | undefined) | undefined;
  /** Waits for a turn to send the request. @default at once */
  readonly turn?: RequestTurn | undefined;
  /** Lets the destination appear with these bytes, on the disk for good. */
  readonly place: (bytes: Uint8Array) => Promise<void>;
}

/** The right to send a request, where only so many may run at a time. */
export interface RequestTurn {
  readonly enter: (url: string, signal: AbortSignal) => Promise<void>;
  /** The answer has been read; one that is handed on keeps its turn. */
  readonly leave: () => void;
}

/** What became of the only request: the download is done, or there is more to it than one answer. */
export type SmallDownload =
  | { readonly summary: DownloadSummary; readonly rest?: undefined }
  /** For `runDownload`, which goes through all that came so far as if it had sent the request itself. */
  | { readonly summary?: undefined; readonly rest: ReplayTransport };

/**
 * Downloads a small object the short way: one request, whose answer is the whole object, verified in memory. Whatever is
 * not as simple as that (a larger object, a refusal, a connection that breaks, a wrong byte) it does not decide: it
 * hands on what it has seen. Rejects only when the source or the disk fails, and with the reason of `signal`.
 */
export async function runSmallDownload(job: SmallDownloadJob): Promise<SmallDownload> {
  const { source, transport, crc64, options, turn, place } = job;
  const { signal = never, verify = true, pin, onEvent = () => undefined } = options;
  const elapsedMs = startStopwatch();
  checkOptions(options);
  signal.throwIfAborted();
  const { url, headers } = await untilAborted(source.current(), signal);
  await turn?.enter(url, signal);
  const order: RangeOrder = { url, headers, ...firstSpan(options) };
  const request = { url, headers: rangeHeaders(order) };
  const seen = await fetchObject(order, request, job, signal);
  if (seen.type !== 'unread') turn?.leave();
  if (signal.aborted) {
    seen.response?.cancel();
    throw signal.reason;
  }
  const handOn = (): SmallDownload => ({ rest: replayAnswer({ request, ...seen }, transport) });
  if (seen.type !== 'object') return handOn();
  const { identity, bytes } = seen;
  const sum = crc64(bytes);
  if (verify && identity.crc64 !== undefined && identity.crc64 !== sum) return handOn();
  onEvent({ type: 'started', object: factsOf(identity), resumedBytes: 0 });
  for (const warning of lostGuarantees(identity, verify, pin)) onEvent(warning);
  try {
    await place(bytes);
  } finally {
    giveBackBuffer(bytes);
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

/** What a request brought. Whoever it is handed on to meets `response` or `error` as if the request were its own. */
type Seen =
  | {
      readonly type: 'object';
      readonly identity: ObjectIdentity;
      readonly bytes: Uint8Array;
      readonly response: RangeResponse;
    }
  /** An answer of which nothing has been read, since it is no small object. */
  | { readonly type: 'unread'; readonly response: RangeResponse }
  /** An object whose body broke off. */
  | { readonly type: 'cut'; readonly response: RangeResponse }
  | { readonly type: 'failed'; readonly error: unknown; readonly response?: undefined };

async function fetchObject(
  order: RangeOrder,
  request: Parameters<RangeTransport>[0],
  { transport, timeouts, options, maxBytes, recognize = (found) => found }: SmallDownloadJob,
  signal: AbortSignal,
): Promise<Seen> {
  let filled = 0;
  const watchdog = createWatchdog(timeouts, signal, () => filled);
  const failure = (error: unknown) => (watchdog.signal.aborted ? watchdog.signal.reason : error);
  try {
    watchdog.expect('headersMs');
    const response = await transport(request, watchdog.signal);
    const found = await readSmallIdentity(response, order, maxBytes);
    const identity = found && recognize(found);
    if (identity === undefined || (identity.isForeignPage && options.verify !== false))
      return { type: 'unread', response };
    const bytes = lendBuffer(identity.sizeBytes);
    const replay = (error?: { readonly reason: unknown }) => replayBody(response, bytes.subarray(0, filled), error);
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
      return { type: 'cut', response: replay({ reason: failure(error) }) };
    }
    if (filled < bytes.length) return { type: 'cut', response: replay() };
    return { type: 'object', identity, bytes, response: replay() };
  } catch (error) {
    return { type: 'failed', error: failure(error) };
  } finally {
    watchdog.stop();
  }
}

/** Gives what the object is when the body of the answer is all of it, and small. */
async function readSmallIdentity(
  response: RangeResponse,
  order: RangeOrder,
  maxBytes: number,
): Promise<ObjectIdentity | undefined> {
  // Refusals are judged by their bodies, which can be read only once.
  if (response.status !== 206 && response.status !== 200) return undefined;
  try {
    const { identity, end } = await judgeRangeAnswer(response, order);
    const { sizeBytes } = identity;
    return end === sizeBytes && sizeBytes > 0 && sizeBytes <= maxBytes ? identity : undefined;
  } catch {
    return undefined; // Judged once more by whoever can act on it.
  }
}

/** An answer whose body has been read as far as it came: to its end, or to an error. */
function replayBody(
  { status, header }: RangeResponse,
  bytes: Uint8Array,
  error: { readonly reason: unknown } | undefined,
): RangeResponse {
  return {
    status,
    header,
    async read(take) {
      await take(bytes);
      if (error !== undefined) throw error.reason;
    },
    cancel: () => undefined,
  };
}

// To make and to collect a buffer for each of many small objects costs more than to fill it.
const pooledBytes = 64 * 1024;
const pool = createBufferPool(() => new Uint8Array(pooledBytes));

function lendBuffer(sizeBytes: number): Uint8Array {
  return sizeBytes > pooledBytes ? new Uint8Array(sizeBytes) : pool.take().subarray(0, sizeBytes);
}

/** For a buffer that nobody looks at any more. One that is not given back is collected. */
function giveBackBuffer({ buffer }: Uint8Array): void {
  if (buffer.byteLength === pooledBytes) pool.giveBack(new Uint8Array(buffer));
}

const never: AbortSignal = new AbortController().signal;
