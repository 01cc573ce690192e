import { type CommandOptions, runCommand } from './run-command.ts';
import type { Outcome, Toolchain, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';
import { writeDotfiles } from './write-dotfiles.ts';

/** Runs each program as a separate command, two at a time, with dotfiles that could change its requests. */
export function runEach(
  commandFor: (program: WrittenProgram) => readonly string[],
  environment: CommandOptions['environment'] = {},
): Toolchain['run'] {
  return (programs) =>
    withScratchFolder(async (home) => {
      const outcomes: Outcome[] = [];
      const queue = [...programs.entries()];
      const all = { ...(await writeDotfiles(home)), ...environment };
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const [index, program] = next;
          const options = { folder: program.folder, environment: all };
          const { status, stdout, stderr } = await runCommand(commandFor(program), options);
          outcomes[index] = { succeeded: status === 0, output: `${stdout}${stderr}` };
        }
      };
      await Promise.all([worker(), worker()]);
      return outcomes;
    });
}
