// What the server sends to the page.

/** The response to `/api/demo`. */
export interface Demo {
  /** The first one is the default. */
  readonly samples: readonly Sample[];
  /** The http origins that the CSP of the page allows: those of the local OSS. */
  readonly origins: readonly string[];
}

/** An object in the local OSS. */
export interface Sample {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  /** Newest first; empty in a bucket without versioning. */
  readonly versionIds: readonly string[];
}

/** The intermediate texts of a signature. They contain the access key ID, so only a demo should return them. */
export interface SigningSteps {
  /** Only for V4. */
  readonly canonicalRequest?: string | undefined;
  readonly stringToSign: string;
}
