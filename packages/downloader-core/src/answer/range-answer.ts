import { OssError, redactText } from '@ossferry/contract';
import type { ObjectIdentity, RangeOrder, RangeResponse } from '../ports.ts';
import { progressBytes } from '../streams/patience.ts';
import { describeDifference } from './describe-difference.ts';
import { isForeignPage } from './foreign-page.ts';
import { refusal } from './refusal.ts';

/** A good answer. */
export interface RangeAnswer {
  /** The object it is of. */
  readonly identity: ObjectIdentity;
  /** The offset (exclusive) up to which its bytes are to be taken. */
  readonly end: number;
  /** Its body is the whole object, from byte 0 on, whatever was asked for. */
  readonly isWhole: boolean;
}

/**
 * Decides whether the answer to a ranged GET may be written where it was meant to go. Throws `ObjectChanged` when it is
 * of another object than the pinned one, `RangeIgnored` when it is not the range that was asked for, and OSS's own
 * error for a refusal (`UrlExpired` or `ClockSkewed` when that is the reason).
 */
export async function judgeRangeAnswer(response: RangeResponse, order: RangeOrder): Promise<RangeAnswer> {
  if (response.status === 206) return judgePartial(response, order);
  if (response.status === 200) return judgeWhole(response, order);
  const body = await readText(response);
  if (response.status === 416 && order.start === 0 && order.pin === undefined) {
    // Nothing but an empty object has no byte 0. OSS says so without a length; from others it has to be there.
    const shown = response.header('content-range');
    if (shown?.toLowerCase() === 'bytes */0' || (shown === null && /<Code>InvalidRange<\/Code>/.test(body)))
      return { identity: readIdentity(response, 0), end: 0, isWhole: true };
  }
  if (response.status === 412) throw objectChanged(order, 'the service says that its ETag is another one');
  throw refusal(response, body, order);
}

function judgePartial(response: RangeResponse, order: RangeOrder): RangeAnswer {
  const shown = response.header('content-range');
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/i.exec(shown ?? '') ?? [];
  const end = Number(last) + 1;
  const sizeBytes = Number(total);
  if (Number(first) !== order.start || !isEndOfUse(end, order, sizeBytes)) {
    throw protocolError(
      'RangeIgnored',
      `asked for bytes ${order.start}-${order.end - 1}, got "${quotable(shown ?? 'no range')}"`,
      order,
    );
  }
  const identity = readIdentity(response, sizeBytes);
  comparePin(identity, order);
  refuseCompression(response, order);
  return { identity, end, isWhole: false };
}

// A server may send less of a range than was asked for (RFC 9110, 15.3.7); the rest is asked for next. One that sends next
// to nothing each time would be asked forever.
function isEndOfUse(end: number, { start, end: askedEnd }: RangeOrder, sizeBytes: number): boolean {
  const wantedEnd = Math.min(askedEnd, sizeBytes);
  return end === wantedEnd || (end < wantedEnd && end - start >= progressBytes);
}

function judgeWhole(response: RangeResponse, order: RangeOrder): RangeAnswer {
  refuseCompression(response, order);
  refuseForeignPage(response, order);
  if (order.start !== 0 && order.endIfWhole === undefined) {
    throw protocolError('RangeIgnored', `asked for bytes from ${order.start} on, got the whole object`, order);
  }
  const length = response.header('content-length');
  if (length === null || !/^\d+$/.test(length)) {
    throw protocolError('LengthUnknown', 'the answer does not say how long the object is', order);
  }
  const identity = readIdentity(response, Number(length));
  comparePin(identity, order);
  return { identity, end: Math.min(order.endIfWhole ?? order.end, identity.sizeBytes), isWhole: true };
}

function readIdentity(response: RangeResponse, sizeBytes: number): ObjectIdentity {
  const crc64 = response.header('x-oss-hash-crc64ecma');
  return {
    sizeBytes,
    etag: response.header('etag') ?? undefined,
    lastModified: response.header('last-modified') ?? undefined,
    versionId: response.header('x-oss-version-id') ?? undefined,
    crc64: crc64 !== null && /^\d{1,20}$/.test(crc64) ? BigInt(crc64) : undefined,
    ...(isForeignPage(response) && { isForeignPage: true }),
  };
}

function comparePin(identity: ObjectIdentity, order: RangeOrder): void {
  const difference = order.pin === undefined ? undefined : describeDifference(identity, order.pin);
  if (difference !== undefined) throw objectChanged(order, difference);
}

// OSS compresses text on the fly for whoever offers gzip, and then sends neither ETag nor length: such a body is not
// the object. A Content-Encoding that was stored with the object comes with its ETag, and the bytes are the object's.
function refuseCompression(response: RangeResponse, order: RangeOrder): void {
  const encoding = response.header('content-encoding');
  if (encoding === null || encoding === 'identity' || response.header('etag') !== null) return;
  throw protocolError(
    'UnexpectedCompression',
    `the answer is compressed (${quotable(encoding)}) although nobody asked for it`,
    order,
  );
}

// A login page, or the page of a proxy, comes as a 200 with a length as well. What is served as a file names its version
// in some way, and every answer of OSS has a request ID.
function refuseForeignPage(response: RangeResponse, order: RangeOrder): void {
  const marks = ['etag', 'last-modified', 'x-oss-hash-crc64ecma', 'x-oss-request-id'];
  if (marks.some((name) => response.header(name) !== null)) return;
  throw protocolError('NotAnObject', 'nothing in it says that it is an object', order);
}

function objectChanged(order: RangeOrder, how: string): OssError {
  return new OssError({
    code: 'ObjectChanged',
    phase: 'headers',
    message: `The object was replaced while it was being downloaded: ${how}.`,
    advice: 'Start again to get the new one: no file is made of two versions.',
    offset: order.start,
  });
}

function protocolError(code: string, what: string, order: RangeOrder): OssError {
  return new OssError({
    code,
    phase: 'headers',
    message: `The answer cannot be used: ${what}.`,
    advice: 'Something between here and OSS changes requests or answers: look for a proxy or CDN.',
    // The next answer may come from another node, which knows ranges.
    retryable: code === 'RangeIgnored',
    offset: order.start,
  });
}

/** A header may hold anything, at any length. */
function quotable(header: string): string {
  return redactText(header.slice(0, 100)).replace(/[^ -~]+/g, ' ');
}

const maxErrorBodyBytes = 64 * 1024;

async function readText(response: RangeResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    await response.read((chunk) => {
      if (text.length < maxErrorBodyBytes) text += decoder.decode(chunk, { stream: true });
      else response.cancel();
    });
  } catch {
    // The status alone has to do when the body of a refusal does not arrive.
  }
  return text;
}
