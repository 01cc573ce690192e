import { createLocalCarrier } from './carrier/local-carrier.ts';
import type { Timeouts } from './carrier/watchdog.ts';
import type { DownloadOptions } from './download-options.ts';
import type { ObjectIdentity, RangeTransport, Sink } from './ports.ts';
import { createLedger } from './record/ledger.ts';
import { foreignPage } from './response/foreign-page.ts';
import type { SourceKeeper } from './source/source.ts';
import { readRetry } from './streams/backoff.ts';
import { carryPart } from './streams/carry-part.ts';

export interface ProbeJob {
  readonly source: SourceKeeper;
  readonly transport: RangeTransport;
  readonly timeouts: Timeouts;
  readonly options: Pick<DownloadOptions, 'verify' | 'retry' | 'signal' | 'random' | 'onEvent'>;
}

/**
 * Reads an object's identity with a GET of its first byte, because OSS refuses HEAD on a URL signed for GET. Retries
 * like a download.
 */
export async function probeObject({ source, transport, timeouts, options }: ProbeJob): Promise<ObjectIdentity> {
  const { signal, onEvent = () => undefined, random = Math.random } = options;
  const ledger = createLedger();
  let identity: ObjectIdentity | undefined;
  await carryPart(
    { start: 0, end: 1 },
    {
      carrier: createLocalCarrier({ transport, sink: discard, crc64: () => 0n, timeouts }),
      download: {
        source,
        holes: ledger.holes,
        pin: () => identity,
        retry: readRetry(options.retry),
        random,
        onRequest: () => undefined,
        onWritten: ledger.add,
        onEvent,
      },
      onHead(found) {
        identity ??= found;
      },
    },
    signal ?? new AbortController().signal,
  );
  if (identity === undefined) throw new Error('a response was accepted without an identity');
  if (identity.isForeignPage && options.verify !== false) throw foreignPage();
  return identity;
}

const discard: Sink = { write: () => undefined };
