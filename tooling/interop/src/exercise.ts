import type { Credentials } from '@ossferry/contract';

/** The input of a third-party client that is tested against the local OSS. */
export interface Exercise {
  /** The endpoint for path-style addressing. */
  readonly endpoint: string;
  /** A custom domain of the bucket, with scheme and port. It has no DNS record. */
  readonly customDomain: string;
  readonly region: string;
  readonly signatureVersion: 'v1' | 'v4';
  readonly credentials: Credentials;
  readonly bucket: string;
  /** The object with `text`, `contentType` and the metadata `owner`; `put` writes it, and later steps read it. */
  readonly key: string;
  readonly text: string;
  readonly contentType: string;
  readonly owner: string;
  /** Three objects that are put and listed, two per page. */
  readonly listedPrefix: string;
  readonly listedKeys: readonly string[];
  /** The object that `file` is uploaded to in parts, and that is downloaded to `destination`. */
  readonly largeKey: string;
  readonly file: string;
  readonly destination: string;
  readonly partSizeBytes: number;
  readonly deletedKey: string;
  /** `response-content-disposition` of the presigned GET. */
  readonly disposition: string;
  /** The object of the presigned PUT, with the signed `Content-Type: text/plain`. */
  readonly presignedKey: string;
}

/** The outcome of each step. */
export interface ExerciseReport {
  readonly put: Outcome<{ readonly etag: string; readonly crc64: string }>;
  readonly get: Outcome<{ readonly text: string; readonly contentType: string; readonly owner: string }>;
  readonly head: Outcome<{ readonly sizeBytes: number; readonly contentType: string; readonly etag: string }>;
  readonly list: Outcome<{ readonly pages: readonly (readonly string[])[] }>;
  readonly uploadParts: Outcome<{ readonly partCount: number; readonly etag: string; readonly crc64: string }>;
  /** With the client's own downloader, in ranges and with a CRC-64 check if it supports them. */
  readonly download: Outcome<{ readonly sizeBytes: number; readonly md5: string }>;
  readonly getMissing: Outcome<ServiceError>;
  readonly getWithWrongSecret: Outcome<ServiceError>;
  readonly delete: Outcome<ServiceError>;
  readonly presign: Outcome<{ readonly get: PresignedRequest; readonly put: PresignedRequest }>;
  readonly presignCustomDomain: Outcome<PresignedRequest>;
}

/** The facts that a step observed, or its error message. */
export type Outcome<Facts> = Facts | { readonly failed: string };

/** An error response of OSS, as the client's error reports it. */
export interface ServiceError {
  readonly status: number;
  readonly code: string;
  readonly ec?: string | undefined;
  readonly hasRequestId: boolean;
}

/** A presigned URL and the headers that must be sent with it. */
export interface PresignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
