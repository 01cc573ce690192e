#!/usr/bin/env node
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
  process.exitCode = await run(argv, process);
  leave();
}

/** Ends the process once all is written: whoever still holds our stdin, or a pipe that was a list, is not waited for. */
function leave(): void {
  const lookAgainMs = 100;
  const isWritten = process.stdout.writableLength + process.stderr.writableLength === 0;
  setTimeout(() => (isWritten ? process.exit() : leave()), lookAgainMs).unref();
}

/** Node itself warns in plain text, which whoever reads JSON could not read. */
async function warnInJson(): Promise<void> {
  const { writeWarning } = await import('./write-warning.ts');
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => writeWarning(message, process, { json: true }));
}

/** Whoever reads our output may stop, as `head` does: then there is nobody left to tell anything. A full disk is told. */
function endWithReader(this: NodeJS.WriteStream, { code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit(141);
  if (this === process.stdout) {
    const message = `What was asked for cannot be written to stdout (${code}). Make room, or write it elsewhere.`;
    const facts = { code: 'StdoutUnwritable', phase: 'disk', message, exitCode: 6 };
    process.stderr.write(
      wantsJson(argv) ? `${JSON.stringify({ error: facts })}\n` : `ossferry: ${message} [${facts.code}]\n`,
    );
  }
  process.exit(6);
}
