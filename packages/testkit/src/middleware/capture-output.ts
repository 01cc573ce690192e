import { inspect } from 'node:util';

/** Runs a function and returns what it wrote to standard output and standard error, instead of writing it. */
export async function captureOutput(run: () => Promise<void>): Promise<string> {
  const { stdout, stderr } = process;
  const originals = [stdout, stderr].map((stream) => ({ stream, write: stream.write }));
  const { log, info, warn, error, debug } = console;
  let written = '';
  const keep = (...values: readonly unknown[]): void => {
    written += `${values.map((value) => inspect(value)).join(' ')}\n`;
  };
  // Some runners replace the console with their own, which does not write to the streams.
  Object.assign(console, { log: keep, info: keep, warn: keep, error: keep, debug: keep });
  for (const { stream } of originals) {
    stream.write = (chunk: unknown) => {
      keep(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString());
      return true;
    };
  }
  try {
    await run();
  } finally {
    for (const { stream, write } of originals) stream.write = write;
    Object.assign(console, { log, info, warn, error, debug });
  }
  return written;
}
