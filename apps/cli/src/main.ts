#!/usr/bin/env node
import { readyAnswer } from './ready-answer.ts';

const argv = process.argv.slice(2);
const answer = readyAnswer(argv, process.stdout.columns);
if (answer !== undefined) {
  process.stdout.write(answer);
} else {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithReader);
  const { run, wantsJson } = await import('./run.ts');
  if (wantsJson(argv)) await warnInJson();
  process.exitCode = await run(argv, process);
}

/** Node itself warns in plain text, which whoever reads JSON could not read. */
async function warnInJson(): Promise<void> {
  const { writeWarning } = await import('./write-warning.ts');
  process.removeAllListeners('warning');
  process.on('warning', ({ message }) => writeWarning(message, process, { json: true }));
}

/** Whoever reads our output may stop, as `head` does: then there is nobody left to tell anything. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(141);
}
