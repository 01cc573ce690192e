export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';

/** Query parameters in the order in which they stand in the URL; names and values decoded, a bare name has the value `''`. */
export type Query = readonly (readonly [name: string, value: string])[];

/** Header values by lower-case name. */
export type HeaderMap = Readonly<Record<string, string>>;

/** What a request needs of a web stream of bytes: those of browsers, and of Node's `Readable.toWeb`, both have it. */
export interface ByteStream {
  readonly locked: boolean;
  getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> };
  cancel(reason?: unknown): Promise<void>;
}

/** What a request carries. A stream comes as a function that opens it, since every attempt needs a fresh one. */
export type RequestBody = string | Uint8Array | Blob | (() => ByteStream);

/** One logical request to OSS, as an operation (`getObject`, …) builds it: no host, no credentials, no signature yet. */
export interface OssRequest {
  /** OSS's name of the operation, `GetObject` for example. */
  readonly operation: string;
  readonly method: Method;
  readonly bucket: string;
  /** The object's name, not encoded. Absent for requests about the bucket itself. */
  readonly key?: string | undefined;
  readonly query: Query;
  readonly headers: HeaderMap;
  readonly body?: RequestBody | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where a request goes. The bucket is part of the signature on every form of host, so it travels with the request and
 * cannot be read off the endpoint; region and product cannot be read off a custom domain either.
 */
export interface Endpoint {
  /** Scheme and authority without a trailing slash, `https://bucket.oss-cn-hangzhou.aliyuncs.com` for example. */
  readonly baseUrl: string;
  /** Percent-encoded path as it stands in the URL: `/key`, or `/bucket/key` on path-style hosts. */
  readonly path: string;
  /** General region ID, `cn-hangzhou` for example; the cloud box ID for cloud boxes. */
  readonly region: string;
  /** `oss`, or `oss-cloudbox`. */
  readonly product: string;
}

/** A request whose endpoint is known: what a signer signs. */
export interface ResolvedRequest extends OssRequest {
  readonly endpoint: Endpoint;
}

/** One try of a request. */
export interface Attempt extends ResolvedRequest {
  /** 1 for the first try. */
  readonly number: number;
  /** Why the try before this one failed. */
  readonly previousError?: unknown;
}

/** What goes over the wire. */
export interface WireRequest {
  readonly method: Method;
  /** A string all along: a WHATWG `URL` would collapse `.` and `..` segments, which OSS signs literally. */
  readonly url: string;
  readonly headers: HeaderMap;
  /** The body of the request, in the types that `fetch` takes. */
  readonly body?: string | Uint8Array<ArrayBuffer> | Blob | (() => ReadableStream<Uint8Array>) | undefined;
  readonly signal?: AbortSignal | undefined;
}
