/** How downloads go about their streams in an environment, where nobody says it for one of them. */
export interface StreamHabits {
  /** Streams to begin with. */
  readonly startStreams: number;
  readonly maxStreams: number;
  /** Parts for each of the streams to begin with, as long as they keep to the bounds. */
  readonly partsEach: number;
  readonly maxPartBytes: number;
}

/** For environments where a request costs no more than its latency. */
export const defaultHabits: StreamHabits = {
  startStreams: 4,
  maxStreams: 32,
  partsEach: 8,
  maxPartBytes: 64 * 1024 * 1024,
};
