/** The HTTP methods of OSS. */
export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';

/** Query parameters in URL order. Names and values are decoded; a name without a value has the value `''`. */
export type Query = readonly (readonly [name: string, value: string])[];

/** Header values by lower-case name. */
export type HeaderMap = Readonly<Record<string, string>>;

/** The part of a web byte stream that a request needs. Browser streams and Node's `Readable.toWeb` both provide it. */
export interface ByteStream {
  readonly locked: boolean;
  getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> };
  cancel(reason?: unknown): Promise<void>;
}

/** The body of a request. Pass a stream as a function that opens it, because every attempt needs a new stream. */
export type RequestBody = string | Uint8Array | Blob | (() => ByteStream);

/** One logical request to OSS, as built by an operation (`getObject`, …), without host, credentials and signature. */
export interface OssRequest {
  /** OSS's name of the operation, for example `GetObject`. */
  readonly operation: string;
  readonly method: Method;
  readonly bucket: string;
  /** The object's name, not encoded. Absent for requests about the bucket itself. */
  readonly key?: string | undefined;
  /** The query parameters, without those of the signature. */
  readonly query: Query;
  /** The request headers, without those of the signature. */
  readonly headers: HeaderMap;
  readonly body?: RequestBody | undefined;
  /** Cancels the request, including waits between attempts. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where a request is sent. The bucket is part of every signature, so it is in the request and is not derived from the
 * endpoint. A custom domain does not contain region and product, so both are explicit.
 */
export interface Endpoint {
  /** Scheme and authority without a trailing slash, for example `https://bucket.oss-cn-hangzhou.aliyuncs.com`. */
  readonly baseUrl: string;
  /** Percent-encoded path of the URL: `/key`, or `/bucket/key` on path-style hosts. */
  readonly path: string;
  /** Region ID, for example `cn-hangzhou`; for cloud boxes, the cloud box ID. */
  readonly region: string;
  /** `oss`, or `oss-cloudbox`. */
  readonly product: string;
}

/** A request with its endpoint: the input of a signer. */
export interface ResolvedRequest extends OssRequest {
  readonly endpoint: Endpoint;
}

/** One attempt of a request. */
export interface Attempt extends ResolvedRequest {
  /** 1 for the first attempt. */
  readonly number: number;
  /** Why the previous attempt failed; absent for the first. */
  readonly previousError?: unknown;
}

/** The request that a transport sends. */
export interface WireRequest {
  readonly method: Method;
  /** A string, because a WHATWG `URL` would collapse `.` and `..` segments, which OSS signs literally. */
  readonly url: string;
  readonly headers: HeaderMap;
  /** The body of the request, in the types that `fetch` takes. */
  readonly body?: string | Uint8Array<ArrayBuffer> | Blob | (() => ReadableStream<Uint8Array>) | undefined;
  readonly signal?: AbortSignal | undefined;
}
