import type { Credentials } from '@ossferry/contract';

/** What a foreign client is asked to do against the local OSS. */
export interface Exercise {
  /** For clients that address the bucket by path. */
  readonly endpoint: string;
  /** A domain that is bound to the bucket, with scheme and port. Nobody resolves it. */
  readonly customDomain: string;
  readonly region: string;
  readonly signatureVersion: 'v1' | 'v4';
  readonly credentials: Credentials;
  readonly bucket: string;
  /** Where `text` is put, with `contentType` and the metadata `owner`; read by the steps after it. */
  readonly key: string;
  readonly text: string;
  readonly contentType: string;
  readonly owner: string;
  /** Three objects that are put and listed, two a page. */
  readonly listedPrefix: string;
  readonly listedKeys: readonly string[];
  /** Where `file` is uploaded in parts, and from where it is downloaded to `destination`. */
  readonly largeKey: string;
  readonly file: string;
  readonly destination: string;
  readonly partSizeBytes: number;
  readonly deletedKey: string;
  /** `response-content-disposition` of the presigned GET. */
  readonly disposition: string;
  /** The object of the presigned PUT, whose `Content-Type` is signed to be `text/plain`. */
  readonly presignedKey: string;
}

/** What became of each step; a step that broke off says why instead. */
export interface ExerciseReport {
  readonly put: Outcome<{ readonly etag: string; readonly crc64: string }>;
  readonly get: Outcome<{ readonly text: string; readonly contentType: string; readonly owner: string }>;
  readonly head: Outcome<{ readonly sizeBytes: number; readonly contentType: string; readonly etag: string }>;
  readonly list: Outcome<{ readonly pages: readonly (readonly string[])[] }>;
  readonly uploadParts: Outcome<{ readonly partCount: number; readonly etag: string; readonly crc64: string }>;
  /** By the client's own downloader, in ranges and with its CRC-64 check where it has them. */
  readonly download: Outcome<{ readonly sizeBytes: number; readonly md5: string }>;
  readonly getMissing: Outcome<Refusal>;
  readonly getWithWrongSecret: Outcome<Refusal>;
  readonly delete: Outcome<Refusal>;
  readonly presign: Outcome<{ readonly get: PresignedRequest; readonly put: PresignedRequest }>;
  readonly presignCustomDomain: Outcome<PresignedRequest>;
}

export type Outcome<Facts> = Facts | { readonly failed: string };

/** How the client's own error shows what OSS refused. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly ec?: string | undefined;
  readonly hasRequestId: boolean;
}

/** A presigned URL and the headers that whoever uses it has to send. */
export interface PresignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
