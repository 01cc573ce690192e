/** The size of the measurements. */
export interface Scale {
  /** How often each contender is measured. */
  readonly rounds: number;
  /** Size of the downloaded object. */
  readonly sizeBytes: number;
  /** Number of small objects in a batch. */
  readonly objects: number;
}
