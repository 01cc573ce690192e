/** Shows how far one transfer is. */
export interface ProgressDisplay {
  readonly begin: (totalBytes: number, doneBytes: number) => void;
  readonly update: (doneBytes: number) => void;
  /** Says something that stays readable; a display without a picture keeps quiet. */
  readonly note: (line: string) => void;
  /** Takes the picture away. May be called again. */
  readonly end: () => void;
}
