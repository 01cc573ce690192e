import { OssError } from '@ossferry/contract';
import type { ObjectIdentity, RangeCarrier } from '@ossferry/downloader-core';

/** What an object has to be, where whoever asks for it knows. */
export interface Expectation {
  readonly sizeBytes?: number | undefined;
  readonly crc64?: bigint | undefined;
}

/**
 * Refuses answers of any other object than the expected one, with `UnexpectedObject`. Where the service says no CRC-64,
 * the expected one takes its place, so that the bytes are compared with it in the end.
 */
export function expectObject(carrier: RangeCarrier, expected: Expectation): RangeCarrier {
  if (expected.sizeBytes === undefined && expected.crc64 === undefined) return carrier;
  return {
    async carry(order, events, signal) {
      // Not thrown from within `onHead`: the head may be told by a thread, where nobody would catch it.
      const refusal = new AbortController();
      const onHead = (identity: ObjectIdentity, end: number, isWhole: boolean): void => {
        const known = recognizeObject(identity, expected);
        if (known !== undefined) events.onHead?.(known, end, isWhole);
        else refusal.abort(compare(identity, expected, order.start));
      };
      try {
        await carrier.carry(order, { ...events, onHead }, AbortSignal.any([signal, refusal.signal]));
      } finally {
        refusal.signal.throwIfAborted();
      }
    },
    close: () => carrier.close(),
  };
}

/** Gives the object with what is expected of it in the place of what the service does not say; `undefined` for another one. */
export function recognizeObject(found: ObjectIdentity, expected: Expectation): ObjectIdentity | undefined {
  if (compare(found, expected, 0) !== undefined) return undefined;
  return { ...found, crc64: found.crc64 ?? expected.crc64 };
}

/** Bytes with another CRC-64 than the expected one are of another object, when the service itself says none. */
export function explainMismatch(error: unknown, { crc64 }: Expectation): unknown {
  if (crc64 === undefined || !OssError.isInstance(error) || error.code !== 'ChecksumMismatch') return error;
  return unexpected(`its bytes have another CRC-64 than ${crc64}`, 0, error);
}

function compare(found: ObjectIdentity, expected: Expectation, offset: number): OssError | undefined {
  if (expected.sizeBytes !== undefined && found.sizeBytes !== expected.sizeBytes) {
    return unexpected(`it has ${found.sizeBytes} bytes, ${expected.sizeBytes} are expected`, offset);
  }
  if (expected.crc64 !== undefined && found.crc64 !== undefined && found.crc64 !== expected.crc64) {
    return unexpected(`its CRC-64 is ${found.crc64}, ${expected.crc64} is expected`, offset);
  }
  return undefined;
}

function unexpected(how: string, offset: number, cause?: OssError): OssError {
  return new OssError({
    code: 'UnexpectedObject',
    phase: 'verify',
    message: `This is not the object that is expected: ${how}.`,
    advice: 'Check the list, or the object. No file was written.',
    offset,
    cause,
  });
}
