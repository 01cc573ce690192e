/** Faults of what the service does with the object. */
export type ObjectFault = IgnoreRangeFault | ForceGzipFault | ObjectChangeFault;

/** Faults after which the object is no longer what it was. */
export type ObjectChangeFault = ReplaceObjectFault | DeleteObjectFault;

/** Answers a ranged GET with 200 and the whole object. */
export interface IgnoreRangeFault {
  readonly type: 'ignore-range';
}

/** Compresses the whole object although nobody asked: `Content-Encoding: gzip`, chunked, without ETag. */
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
