import type { Credentials } from '@ossferry/contract';

/** All that the program is told from outside: plain data, so that it reaches every runtime in the same way. */
export interface Setting {
  /** A local OSS for this runtime alone is a bucket with objects of the names below. */
  readonly ossEndpoint: string;
  readonly bucket: string;
  readonly account: Credentials;
  /** A pair that is temporary. */
  readonly temporary: Credentials;
  /** An STS that knows {@link account}, and lets it assume any role. */
  readonly stsUrl: string;
  /** A signing server that signs for everybody. */
  readonly signingUrl: string;
  /** Objects to download. */
  readonly small: StoredObject;
  readonly large: StoredObject;
  readonly vectors: Vectors;
}

export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** In decimal, as OSS writes it. */
  readonly crc64: string;
  /** Of all bytes, in lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface Vectors {
  readonly signer: readonly SignerCall[];
  readonly client: readonly PresignCall[];
}

/** A call of the signer, and what comes out of it. */
export interface SignerCall {
  readonly name: string;
  readonly call: 'signUrl' | 'signUrlV1' | 'signHeaders' | 'signHeadersV1' | 'signWithKey';
  /** `now` is ISO text. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Fields of the result; those that are not here may be anything. */
  readonly expected: Readonly<Record<string, unknown>>;
}

/** A call of a client's `presign`, with the fields of the vectors' files, and what comes out of it. */
export interface PresignCall {
  readonly name: string;
  readonly operation: string;
  readonly client: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
  readonly request: Readonly<Record<string, unknown>>;
  readonly now: string;
  readonly expiresSeconds?: number;
  readonly expiration?: string;
  /** The Python SDK signs something else here than OSS documents: all but the signature is compared. */
  readonly knownDefect?: string;
  readonly expected: {
    readonly method: string;
    readonly url: string;
    readonly expiration: string;
    readonly signedHeaders: Readonly<Record<string, string>>;
  };
}
