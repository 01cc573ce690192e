import { type CommandOptions, runCommand } from './run-command.ts';
import type { Outcome, Toolchain, WrittenProgram } from './toolchain.ts';

/** Runs programs of which each is a command of its own, two at a time. */
export function runEach(
  wordsFor: (program: WrittenProgram) => readonly string[],
  environment: CommandOptions['environment'] = {},
): Toolchain['run'] {
  return async (programs) => {
    const outcomes: Outcome[] = [];
    const waiting = [...programs.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, program] = next;
        const { status, stdout, stderr } = await runCommand(wordsFor(program), { folder: program.folder, environment });
        outcomes[index] = { succeeded: status === 0, said: `${stdout}${stderr}` };
      }
    };
    await Promise.all([work(), work()]);
    return outcomes;
  };
}
