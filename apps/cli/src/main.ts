#!/usr/bin/env node
import { endProcess } from './end-process.ts';
import { readyAnswer } from './ready-answer.ts';
import { wantsJson } from './wants-json.ts';

const argv = process.argv.slice(2);
for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithReader);
const answer = readyAnswer(argv, process.stdout.columns);
if (answer !== undefined) {
  process.stdout.write(answer);
} else {
  const [{ run }, { endAtInterrupt }] = await Promise.all([import('./run.ts'), import('./interrupt.ts')]);
  endAtInterrupt();
  if (wantsJson(argv)) await warnInJson();
  const exitCode = await run(argv, process);
  process.exitCode = exitCode;
  leave(exitCode, exitCode === 130 || exitCode === 143 ? 1000 : Number.POSITIVE_INFINITY);
}

/**
 * Ends the process once all is written, or the time for it is over: whoever still holds our stdin, or a pipe that was a
 * list, is not waited for; and after Ctrl-C, nor is a reader who does not read.
 */
function leave(exitCode: number, patienceMs: number): void {
  const lookAgainMs = 100;
  const isWritten = process.stdout.writableLength + process.stderr.writableLength === 0;
  const isOver = isWritten || patienceMs <= 0;
  setTimeout(() => (isOver ? endProcess(exitCode) : leave(exitCode, patienceMs - lookAgainMs)), lookAgainMs).unref();
}

/** Node itself warns in plain text, which whoever reads JSON could not read. */
async function warnInJson(): Promise<void> {
  const { writeWarning } = await import('./write-warning.ts');
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => writeWarning(message, process, { json: true }));
}

/** Whoever reads our output may stop, as `head` does: then there is nobody left to tell anything. A full disk is told. */
function endWithReader(this: NodeJS.WriteStream, { code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') endProcess(141);
  if (this === process.stdout) {
    const message = `What was asked for cannot be written to stdout (${code}). Make room, or write it elsewhere.`;
    const facts = { code: 'StdoutUnwritable', phase: 'disk', message, exitCode: 6 };
    process.stderr.write(
      wantsJson(argv) ? `${JSON.stringify({ error: facts })}\n` : `ossferry: ${message} [${facts.code}]\n`,
    );
  }
  endProcess(6);
}
