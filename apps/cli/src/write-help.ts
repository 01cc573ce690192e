import { mkdirSync, writeFileSync } from 'node:fs';
import { createProgram } from './program.ts';
import { helpColumns, helpPath } from './ready-answer.ts';

/** The last step of the build: writes down what `--help` says, so that nothing has to be loaded to say it. */
const program = createProgram(process);
mkdirSync(new URL('.', helpPath('ossferry')), { recursive: true });
for (const command of [program, ...program.commands]) {
  let text = '';
  command.configureOutput({
    writeOut(part) {
      text += part;
    },
    getOutHelpWidth: () => helpColumns,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  writeFileSync(helpPath(command.name()), text);
}
