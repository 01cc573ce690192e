#!/usr/bin/env node
import { readyAnswer } from './ready-answer.ts';

const argv = process.argv.slice(2);
const answer = readyAnswer(argv, process.stdout.columns);
if (answer !== undefined) {
  process.stdout.write(answer);
} else {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithReader);
  const { run } = await import('./run.ts');
  process.exitCode = await run(argv, process);
}

/** Whoever reads our output may stop, as `head` does: then there is nobody left to tell anything. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(141);
}
