/** The environment of a command; Node's `process` implements it. */
export interface Shell {
  readonly stdin: NodeJS.ReadableStream;
  /** Only results. */
  readonly stdout: NodeJS.WriteStream;
  /** Messages for people. */
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}
