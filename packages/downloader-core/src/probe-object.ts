import { foreignPage } from './answer/foreign-page.ts';
import { createLocalCarrier } from './carrier/local-carrier.ts';
import type { Timeouts } from './carrier/watchdog.ts';
import type { DownloadOptions } from './download-options.ts';
import type { ObjectIdentity, RangeTransport, Sink } from './ports.ts';
import { createLedger } from './record/ledger.ts';
import type { SourceKeeper } from './source/source.ts';
import { readRetry } from './streams/backoff.ts';
import { carryPart } from './streams/carry-part.ts';

export interface ProbeJob {
  readonly source: SourceKeeper;
  readonly transport: RangeTransport;
  readonly timeouts: Timeouts;
  readonly options: Pick<DownloadOptions, 'verify' | 'retry' | 'signal' | 'random' | 'onEvent'>;
}

/** Asks what an object is by a GET of its first byte, since a URL signed for GET refuses HEAD. Retries as downloads do. */
export async function probeObject({ source, transport, timeouts, options }: ProbeJob): Promise<ObjectIdentity> {
  const { signal, onEvent = () => undefined, random = Math.random } = options;
  const ledger = createLedger();
  let identity: ObjectIdentity | undefined;
  await carryPart(
    { start: 0, end: 1 },
    {
      carrier: createLocalCarrier({ transport, sink: nowhere, crc64: () => 0n, timeouts }),
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
      onHead(answered) {
        identity ??= answered;
      },
    },
    signal ?? new AbortController().signal,
  );
  if (identity === undefined) throw new Error('an answer was taken that says nothing of its object');
  if (identity.isForeignPage && options.verify !== false) throw foreignPage();
  return identity;
}

const nowhere: Sink = { write: () => undefined };
