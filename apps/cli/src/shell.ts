/** What a command has of the outside world; Node's `process` is one. */
export interface Shell {
  readonly stdin: NodeJS.ReadableStream;
  /** Results, and nothing else. */
  readonly stdout: NodeJS.WriteStream;
  /** Everything that is said to a person. */
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}
