import type { Credentials } from '@ossferry/contract';

/** The input of the program, as plain data for all runtimes. */
export interface TestConfig {
  /** A local OSS. Each runtime has its own bucket, with the objects below. */
  readonly ossEndpoint: string;
  readonly bucket: string;
  readonly account: Credentials;
  /** Temporary credentials. */
  readonly temporary: Credentials;
  /** An STS that lets {@link account} assume any role. */
  readonly stsUrl: string;
  /** A signing server without authorization. */
  readonly signingUrl: string;
  /** Objects to download. */
  readonly small: StoredObject;
  readonly large: StoredObject;
  readonly vectors: Vectors;
}

export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** Unsigned decimal. */
  readonly crc64: string;
  /** In lower-case hex digits. */
  readonly sha256: string;
}

export interface Vectors {
  readonly signer: readonly SignerCall[];
  readonly client: readonly PresignCall[];
}

/** A call of the signer and its expected result. */
export interface SignerCall {
  readonly name: string;
  readonly call: 'signUrl' | 'signUrlV1' | 'signHeaders' | 'signHeadersV1' | 'signWithKey';
  /** `now` is an ISO date. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Expected fields of the result; other fields are ignored. */
  readonly expected: Readonly<Record<string, unknown>>;
}

/** A call of `presign` and its expected result, with the fields of the vector files. */
export interface PresignCall {
  readonly name: string;
  readonly operation: string;
  readonly client: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
  readonly request: Readonly<Record<string, unknown>>;
  readonly now: string;
  readonly expiresSeconds?: number;
  readonly expiration?: string;
  /** Why the signature of the Python SDK is wrong; everything but the signature is compared. */
  readonly knownDefect?: string;
  readonly expected: {
    readonly method: string;
    readonly url: string;
    readonly expiration: string;
    readonly signedHeaders: Readonly<Record<string, string>>;
  };
}
