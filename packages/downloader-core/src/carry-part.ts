import { OssError } from '@ossferry/contract';
import { backoffMs, type RetryOptions, wait } from './backoff.ts';
import type { DownloadEvent } from './events.ts';
import type { Span } from './ledger.ts';
import type { ObjectIdentity, Piece, RangeCarrier } from './ports.ts';
import type { SourceKeeper } from './source.ts';

/** What the streams of one download share. */
export interface PartContext {
  readonly carrier: RangeCarrier;
  readonly source: SourceKeeper;
  /** The missing runs within a span, in order. */
  readonly holes: (span: Span) => Span[];
  readonly pin: () => ObjectIdentity | undefined;
  /** The answer to a request is good; `end` is the offset up to which its body reaches. */
  readonly onHead: (identity: ObjectIdentity, end: number) => void;
  readonly onDurable: (piece: Piece) => void;
  readonly onEvent: (event: DownloadEvent) => void;
  readonly onRequest: () => void;
  readonly retry: RetryOptions;
  readonly random: () => number;
}

// A try that brings less counts as a failure: a server that cuts every answer after a few bytes would otherwise be asked
// forever.
const progressBytes = 64 * 1024;

/**
 * Brings one part of the object to the disk, however often its connection breaks: every try starts behind what the
 * tries before it brought. Only tries that bring next to nothing count against the budget.
 */
export async function carryPart(part: Span, context: PartContext, signal: AbortSignal): Promise<void> {
  const { carrier, source, holes, pin, onEvent, retry, random } = context;
  let end = part.end;
  let failures = 0;
  for (;;) {
    const [hole] = holes({ start: part.start, end });
    if (hole === undefined) return;
    const { start } = hole;
    signal.throwIfAborted();
    const access = await source.current();
    try {
      context.onRequest();
      await carrier.carry(
        { url: access.url, headers: access.headers, start, end: hole.end, pin: pin() },
        {
          onHead(identity, answerEnd) {
            end = Math.min(end, identity.sizeBytes);
            if (answerEnd > end) end = answerEnd;
            context.onHead(identity, end);
          },
          onDurable: context.onDurable,
        },
        signal,
      );
    } catch (cause) {
      signal.throwIfAborted();
      const error = asOssError(cause, start);
      const [left] = holes({ start: part.start, end });
      const broughtBytes = (left?.start ?? end) - start;
      failures = broughtBytes >= progressBytes ? 0 : failures + 1;
      const renewable = error.code === 'UrlExpired' && source.renewable;
      if (!renewable && !error.retryable) throw error;
      if (failures >= retry.maxFailures) throw gaveUp(error, failures);
      if (renewable) {
        await source.renew(access);
        continue;
      }
      const delayMs = backoffMs(retry, failures, error.retryAfterMs ?? 0, random);
      onEvent({ type: 'retry', error, offset: left?.start ?? start, delayMs });
      await wait(delayMs, signal);
    }
  }
}

function asOssError(cause: unknown, offset: number): OssError {
  if (OssError.isInstance(cause)) return cause;
  return new OssError({
    code: 'TransferFailed',
    phase: 'body',
    message: 'The transfer failed for a reason that is not known.',
    advice: 'See the cause.',
    retryable: true,
    offset,
    cause,
  });
}

function gaveUp(error: OssError, failures: number): OssError {
  return new OssError({
    ...error,
    message:
      failures === 1
        ? error.message
        : `Gave up after ${failures} tries in a row that brought nothing. ${error.message}`,
    advice: undefined,
    retryable: false,
    cause: error,
  });
}
