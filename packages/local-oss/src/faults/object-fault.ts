/** Faults of the service's handling of the object. */
export type ObjectFault = IgnoreRangeFault | ShortenRangeFault | ForceGzipFault | ObjectChangeFault;

/** Faults that change the object. */
export type ObjectChangeFault = ReplaceObjectFault | DeleteObjectFault;

/** Returns 200 and the whole object for a range request. */
export interface IgnoreRangeFault {
  readonly type: 'ignore-range';
}

/** Returns at most `maxBytes` of a requested range, with a `Content-Range` that says so. */
export interface ShortenRangeFault {
  readonly type: 'shorten-range';
  readonly maxBytes: number;
}

/**
 * Compresses the whole object although the client did not request it: `Content-Encoding: gzip`, chunked, without ETag.
 */
export interface ForceGzipFault {
  readonly type: 'force-gzip';
}

/** Overwrites the object while it is being downloaded. */
export interface ReplaceObjectFault {
  readonly type: 'replace-object';
  readonly body: string | Uint8Array;
  /** Absent: before the operation looks at the object. A number: when that many bytes of this body have been sent. */
  readonly afterBodyBytes?: number | undefined;
}

/** Deletes the object while it is being downloaded. */
export interface DeleteObjectFault {
  readonly type: 'delete-object';
  /** Absent: before the operation looks at the object. A number: when that many bytes of this body have been sent. */
  readonly afterBodyBytes?: number | undefined;
}
