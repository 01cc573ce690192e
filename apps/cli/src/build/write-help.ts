import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpColumns, helpFile } from '../prebuilt-output.ts';
import { createProgram } from '../program.ts';

/** Writes the `--help` texts, so that printing them loads no code. */
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
