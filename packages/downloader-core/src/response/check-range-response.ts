import { OssError, redactText } from '@ossferry/contract';
import type { ObjectIdentity, RangeOrder, RangeResponse } from '../ports.ts';
import { describeDifference } from './describe-difference.ts';
import { isForeignPage } from './foreign-page.ts';
import { refusal } from './refusal.ts';

/** What a response contains that may be written. */
export interface AcceptedRange {
  /** The object that it belongs to. */
  readonly identity: ObjectIdentity;
  /** The offset (exclusive) up to which its bytes are used. */
  readonly end: number;
  /** The body is the whole object from byte 0, regardless of the requested range. */
  readonly isWhole: boolean;
}

/**
 * Decides whether the response to a ranged GET may be written to the file. Throws `ObjectChanged` if it does not belong
 * to the pinned object, `RangeIgnored` if it is not the requested range, and OSS's own error if OSS refused the request
 * (`UrlExpired` or `ClockSkewed` if that is the reason).
 */
export async function checkRangeResponse(response: RangeResponse, order: RangeOrder): Promise<AcceptedRange> {
  if (response.status === 206) return checkPartial(response, order);
  if (response.status === 200) return checkWholeObject(response, order);
  const body = await readText(response);
  if (response.status === 416) {
    const maxSizeBytes = readMaxSize(response, body, order);
    // Only an empty object has no byte 0.
    if (maxSizeBytes === 0 && !order.pin?.sizeBytes) {
      const identity = readIdentity(response, 0);
      comparePin(identity, order);
      return { identity, end: 0, isWhole: true };
    }
    if (order.pin !== undefined && maxSizeBytes < order.pin.sizeBytes && !hasPinnedEtag(response, order)) {
      throw objectChanged(order, `it has at most ${maxSizeBytes} bytes now, it had ${order.pin.sizeBytes}`);
    }
  }
  if (response.status === 412) throw objectChanged(order, 'the service reports another ETag');
  throw refusal(response, body, order);
}

/**
 * Returns the maximum size of an object that does not have the requested range. OSS does not send its length; other
 * servers must. `Infinity` for a 416 that shows neither.
 */
function readMaxSize(response: RangeResponse, body: string, order: RangeOrder): number {
  const shown = response.header('content-range');
  const [, sizeBytes] = /^bytes \*\/(\d{1,15})$/i.exec(shown ?? '') ?? [];
  if (sizeBytes !== undefined) return Number(sizeBytes);
  return shown === null && /<Code>InvalidRange<\/Code>/.test(body) ? order.start : Number.POSITIVE_INFINITY;
}

/** Whether a refusal claims to concern the pinned object. */
function hasPinnedEtag(response: RangeResponse, { pin }: RangeOrder): boolean {
  return response.header('etag') === pin?.etag;
}

function checkPartial(response: RangeResponse, order: RangeOrder): AcceptedRange {
  const shown = response.header('content-range');
  // Not more than 15 digits, here and below: the size could be `Infinity`, and planning its parts would never end.
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d{1,15})$/i.exec(shown ?? '') ?? [];
  const end = Number(last) + 1;
  const sizeBytes = Number(total);
  if (Number(first) !== order.start || !isAcceptableEnd(end, order, sizeBytes)) {
    throw protocolError(
      'RangeIgnored',
      `requested bytes ${order.start}-${order.end - 1}, got "${quotable(shown ?? 'no range')}"`,
      order,
    );
  }
  const identity = readIdentity(response, sizeBytes);
  comparePin(identity, order);
  refuseCompression(response, order);
  return { identity, end, isWhole: false };
}

/**
 * A response with fewer bytes counts as a failure. Otherwise, a server that ends every response after a few bytes would
 * be asked forever.
 */
export const progressBytes: number = 64 * 1024;

// A server may send less than the requested range (RFC 9110, section 15.3.7); the rest is then requested.
function isAcceptableEnd(end: number, { start, end: requestedEnd }: RangeOrder, sizeBytes: number): boolean {
  const wantedEnd = Math.min(requestedEnd, sizeBytes);
  return end === wantedEnd || (end < wantedEnd && end - start >= progressBytes);
}

function checkWholeObject(response: RangeResponse, order: RangeOrder): AcceptedRange {
  refuseCompression(response, order);
  refuseForeignPage(response, order);
  if (order.start !== 0 && order.endIfWhole === undefined) {
    throw protocolError('RangeIgnored', `requested bytes from ${order.start}, got the whole object`, order);
  }
  const length = response.header('content-length');
  if (length === null || !/^\d{1,15}$/.test(length)) {
    throw protocolError('LengthUnknown', 'it does not state the length of the object', order);
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

// If a client accepts gzip, OSS compresses text on the fly, without ETag and length: such a body is not the object. A
// Content-Encoding stored with the object comes with its ETag, and the body is the object.
function refuseCompression(response: RangeResponse, order: RangeOrder): void {
  const encoding = response.header('content-encoding');
  if (encoding === null || encoding === 'identity' || response.header('etag') !== null) return;
  throw protocolError(
    'UnexpectedCompression',
    `it is compressed (${quotable(encoding)}), which was not requested`,
    order,
  );
}

// Login pages and pages of proxies are also sent with status 200 and a length. Servers of files identify the version in
// some way, and every response of OSS has a request ID.
function refuseForeignPage(response: RangeResponse, order: RangeOrder): void {
  const marks = ['etag', 'last-modified', 'x-oss-hash-crc64ecma', 'x-oss-request-id'];
  if (marks.some((name) => response.header(name) !== null)) return;
  throw protocolError('NotAnObject', 'no header shows that it is an object', order);
}

function objectChanged(order: RangeOrder, how: string): OssError {
  return new OssError({
    code: 'ObjectChanged',
    phase: 'headers',
    message: `The object was replaced while it was being downloaded: ${how}.`,
    advice: 'Start again to get the new version: two versions are never mixed.',
    offset: order.start,
  });
}

function protocolError(code: string, what: string, order: RangeOrder): OssError {
  return new OssError({
    code,
    phase: 'headers',
    message: `The response cannot be used: ${what}.`,
    advice: 'A proxy or CDN probably changes requests or responses on the way to OSS.',
    // The next response may come from another node, which supports ranges.
    retryable: code === 'RangeIgnored',
    offset: order.start,
  });
}

/** Makes a header safe to quote: it may have any content and length. */
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
    // Without the body, the status must suffice.
  }
  return text;
}
