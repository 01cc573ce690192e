#!/usr/bin/env node
import { endProcess } from './end-process.ts';
import { prebuiltOutput } from './prebuilt-output.ts';
import { requestsJson } from './requests-json.ts';

const argv = process.argv.slice(2);
for (const stream of [process.stdout, process.stderr]) stream.on('error', onStreamError);
const output = prebuiltOutput(argv, process.stdout.columns);
if (output !== undefined) {
  process.stdout.write(output);
} else {
  const [{ run }, { endAtInterrupt }] = await Promise.all([import('./run.ts'), import('./interrupt.ts')]);
  endAtInterrupt();
  if (requestsJson(argv)) await warnInJson();
  const exitCode = await run(argv, process);
  process.exitCode = exitCode;
  endWhenFlushed(exitCode, exitCode === 130 || exitCode === 143 ? 1000 : Number.POSITIVE_INFINITY);
}

/**
 * Ends the process when all output is flushed, or after `timeoutMs`. An open stdin or named pipe does not keep the
 * process alive, nor, after Ctrl-C, does a reader that does not read.
 */
function endWhenFlushed(exitCode: number, timeoutMs: number): void {
  const pollMs = 100;
  const isFlushed = process.stdout.writableLength + process.stderr.writableLength === 0;
  const isOver = isFlushed || timeoutMs <= 0;
  setTimeout(() => (isOver ? endProcess(exitCode) : endWhenFlushed(exitCode, timeoutMs - pollMs)), pollMs).unref();
}

/** Prints Node's own warnings as JSON too. */
async function warnInJson(): Promise<void> {
  const { writeWarning } = await import('./write-warning.ts');
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => writeWarning(message, process, { json: true }));
}

/** Exits silently if the reader closed the pipe, as `head` does; reports any other error, for example a full disk. */
function onStreamError(this: NodeJS.WriteStream, { code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') endProcess(141);
  if (this === process.stdout) {
    const message = `Cannot write to stdout (${code}). Free some space, or write to another file.`;
    const facts = { code: 'StdoutUnwritable', phase: 'disk', message, exitCode: 6 };
    process.stderr.write(
      requestsJson(argv) ? `${JSON.stringify({ error: facts })}\n` : `ossferry: ${message} [${facts.code}]\n`,
    );
  }
  endProcess(6);
}
