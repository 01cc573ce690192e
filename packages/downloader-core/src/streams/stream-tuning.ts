/** Defaults of an environment for the number of streams and the size of parts. */
export interface StreamTuning {
  /** Streams at the start. */
  readonly startStreams: number;
  readonly maxStreams: number;
  /** Parts for each initial stream, within the limits of the part size. */
  readonly partsPerStream: number;
  readonly maxPartBytes: number;
}

/** For environments where a request costs only its latency. */
export const defaultTuning: StreamTuning = {
  startStreams: 4,
  maxStreams: 32,
  partsPerStream: 8,
  maxPartBytes: 64 * 1024 * 1024,
};
