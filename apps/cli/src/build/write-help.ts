import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from '../program.ts';
import { helpColumns, helpFile } from '../ready-answer.ts';

/** Writes down what `--help` says, so that nothing has to be loaded to say it. */
export function writeHelp(destination: string): void {
  mkdirSync(join(destination, 'help'), { recursive: true });
  const program = createProgram(process);
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
    writeFileSync(join(destination, helpFile(command.name())), text);
  }
}
