/** Shows the progress of one transfer. */
export interface ProgressDisplay {
  readonly begin: (totalBytes: number, doneBytes: number) => void;
  readonly update: (doneBytes: number) => void;
  /** Prints a line that stays visible; does nothing in silent displays. */
  readonly note: (line: string) => void;
  /** Removes the display. May be called repeatedly. */
  readonly end: () => void;
}
