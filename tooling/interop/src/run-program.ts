import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A program to run, with the variables that it needs besides those of this process. */
export interface Program {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly folder?: string | undefined;
}

/** Runs a program to its end and gives its standard output. Throws what the program said when it fails or is missing. */
export async function runProgram(program: Program, input = ''): Promise<string> {
  const child = spawn(program.command, program.words, {
    cwd: program.folder,
    env: { ...process.env, ...program.environment },
    stdio: 'pipe',
  });
  // A program that ends without reading says why on its standard error.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [output, complaint, status] = await Promise.all([text(child.stdout), text(child.stderr), exitStatus(child)]);
  if (status !== 0) throw new Error(`${program.command} ${program.words.join(' ')}: ${status}\n${complaint.trim()}`);
  return output;
}

/** Runs a program that reads one JSON document and answers with one. */
export async function askProgram<Answer>(program: Program, question: unknown): Promise<Answer> {
  return JSON.parse(await runProgram(program, JSON.stringify(question))) as Answer;
}

function exitStatus(child: ReturnType<typeof spawn>): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
