import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quotePosixShell } from '../../../packages/snippets/src/quoting/quote-posix-shell.ts';
import { describePrograms } from './describe-programs.ts';
import { runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

await describePrograms({
  title: 'curl',
  language: 'curl',
  quote: quotePosixShell,
  async prepare() {
    await runOrThrow(['curl', '--version']);
    return { run: runEach(({ path }) => ['sh', path]), readLiterals };
  },
});

function readLiterals(literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'texts.sh');
    await writeFile(path, `printf '%s\\0' \\\n${literals.join(' \\\n')}\n`);
    return splitTexts(await runOrThrow(['sh', path]));
  });
}
