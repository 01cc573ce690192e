import { Readable } from 'node:stream';

/** A response without the headers that the server adds to all responses. */
export interface OssResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: ResponseBody | undefined;
}

/** The body of a response. */
export interface ResponseBody {
  /** If `undefined`, the body is sent chunked. */
  readonly sizeBytes: number | undefined;
  /** The offset of the first byte in the object; `undefined` if the body is not an object. */
  readonly objectOffset: number | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Called once, after the body was sent or discarded. */
  readonly release: () => void;
}

/** Creates a response with an XML document. */
export function xmlResponse(status: number, xml: string, headers?: Readonly<Record<string, string>>): OssResponse {
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: textBody(xml) };
}

/** Creates a body from a text. */
export function textBody(text: string): ResponseBody {
  const bytes = Buffer.from(text, 'utf8');
  return { sizeBytes: bytes.length, objectOffset: undefined, chunks: Readable.from([bytes]), release: () => {} };
}

/** Reports whether a response may have a body. */
export function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}
