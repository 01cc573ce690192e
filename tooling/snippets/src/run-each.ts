import { type CommandOptions, runCommand } from './run-command.ts';
import type { Outcome, Toolchain, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';
import { writeDotfiles } from './write-dotfiles.ts';

/** Runs programs of which each is a command of its own, two at a time, as a user whose dotfiles change requests. */
export function runEach(
  wordsFor: (program: WrittenProgram) => readonly string[],
  environment: CommandOptions['environment'] = {},
): Toolchain['run'] {
  return (programs) =>
    withScratchFolder(async (home) => {
      const outcomes: Outcome[] = [];
      const waiting = [...programs.entries()];
      const all = { ...(await writeDotfiles(home)), ...environment };
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const [index, program] = next;
          const options = { folder: program.folder, environment: all };
          const { status, stdout, stderr } = await runCommand(wordsFor(program), options);
          outcomes[index] = { succeeded: status === 0, said: `${stdout}${stderr}` };
        }
      };
      await Promise.all([work(), work()]);
      return outcomes;
    });
}
