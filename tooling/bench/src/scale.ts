/** How much is measured. */
export interface Scale {
  /** How often all contenders are measured, one after the other. */
  readonly rounds: number;
  /** Size of the object that is downloaded. */
  readonly sizeBytes: number;
  /** How many small objects a list has. */
  readonly objects: number;
}
