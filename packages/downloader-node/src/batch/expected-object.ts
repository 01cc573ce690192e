import { OssError } from '@ossferry/contract';
import type { ObjectIdentity, RangeCarrier } from '@ossferry/downloader-core';

/** The expected properties of an object, as far as they are known. */
export interface ExpectedObject {
  readonly sizeBytes?: number | undefined;
  readonly crc64?: bigint | undefined;
}

/**
 * Refuses responses for another object than the expected one, with `UnexpectedObject`. If the server sends no CRC-64,
 * the expected one is used instead, so the received bytes are compared with it.
 */
export function requireObject(carrier: RangeCarrier, expected: ExpectedObject): RangeCarrier {
  if (expected.sizeBytes === undefined && expected.crc64 === undefined) return carrier;
  return {
    async carry(order, events, signal) {
      // Not thrown by `onHead`, because a thread's messages may call it, and nothing would catch the error.
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

/** Returns the object, with the expected CRC-64 if the server sent none; `undefined` if it is another object. */
export function recognizeObject(found: ObjectIdentity, expected: ExpectedObject): ObjectIdentity | undefined {
  if (compare(found, expected, 0) !== undefined) return undefined;
  return expected.crc64 === undefined ? found : { ...found, crc64: expected.crc64 };
}

/** If an expected CRC-64 was compared, a `ChecksumMismatch` means that the object is another one. */
export function explainMismatch(error: unknown, { crc64 }: ExpectedObject): unknown {
  if (crc64 === undefined || !OssError.isInstance(error) || error.code !== 'ChecksumMismatch') return error;
  return unexpected(`its CRC-64 is not ${crc64}`, 0, error);
}

function compare(found: ObjectIdentity, expected: ExpectedObject, offset: number): OssError | undefined {
  if (expected.sizeBytes !== undefined && found.sizeBytes !== expected.sizeBytes) {
    return unexpected(`it has ${found.sizeBytes} bytes instead of ${expected.sizeBytes}`, offset);
  }
  if (expected.crc64 !== undefined && found.crc64 !== undefined && found.crc64 !== expected.crc64) {
    return unexpected(`its CRC-64 is ${found.crc64} instead of ${expected.crc64}`, offset);
  }
  return undefined;
}

function unexpected(how: string, offset: number, cause?: OssError): OssError {
  return new OssError({
    code: 'UnexpectedObject',
    phase: 'verify',
    message: `The object is not the expected one: ${how}.`,
    advice: 'Check the item and the object. No file was written.',
    offset,
    cause,
  });
}
