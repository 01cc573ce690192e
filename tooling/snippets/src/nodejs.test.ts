import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteJavaScriptString } from '../../../packages/snippets/src/quoting/quote-java-script-string.ts';
import { describePrograms } from './describe-programs.ts';
import { runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

await describePrograms({
  title: 'Node.js',
  language: 'nodejs',
  quote: quoteJavaScriptString,
  prepare: async () => ({ run: runEach(({ path }) => [process.execPath, path]), readLiterals }),
});

function readLiterals(literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'texts.mjs');
    await writeFile(path, `for (const text of [${literals.join(',\n')}]) process.stdout.write(text + '\\0');`);
    return splitTexts(await runOrThrow([process.execPath, path]));
  });
}
