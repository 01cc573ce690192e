/** An answer before it is sent; the server adds the headers that all answers have. */
export interface OssResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: ResponseBody | undefined;
}

/** The body of an answer. */
export interface ResponseBody {
  /** `undefined` sends the body chunked. */
  readonly sizeBytes: number | undefined;
  /** Which byte of the object the first byte is; `undefined` when the body is not an object. */
  readonly objectOffset: number | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Called once, when the body has been sent or will not be sent. */
  readonly release: () => void;
}

/** An XML document as an answer. */
export function xmlResponse(status: number, xml: string, headers?: Readonly<Record<string, string>>): OssResponse {
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: textBody(xml) };
}

/** A body that is all there. */
export function textBody(text: string): ResponseBody {
  const bytes = Buffer.from(text, 'utf8');
  return { sizeBytes: bytes.length, objectOffset: undefined, chunks: oneChunk(bytes), release: () => {} };
}

/** Says whether an answer may have a body at all. */
export function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
