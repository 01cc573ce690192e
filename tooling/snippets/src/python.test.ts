import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quotePythonString } from '../../../packages/snippets/src/quoting/quote-python-string.ts';
import { installPythonSdk } from '../../interop/src/python-sdk.ts';
import { describePrograms } from './describe-programs.ts';
import { runCommand, runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

await describePrograms({
  title: 'Python with requests',
  language: 'python',
  quote: quotePythonString,
  async prepare() {
    // `python3` may be a shim, which starts more slowly than Python itself.
    const python = (await runOrThrow(['python3', '-c', 'import sys; print(sys.executable)'])).toString().trim();
    const environment = (await hasRequests(python)) ? {} : { PYTHONPATH: await installPythonSdk() };
    return {
      run: runEach(({ path }) => [python, path], environment),
      readLiterals: (literals) => readLiterals(python, literals),
    };
  },
});

/**
 * Reports whether `requests` is installed for all users, because the programs run with another home folder. Otherwise they
 * use that of the official SDK, which the interop tests install.
 */
async function hasRequests(python: string): Promise<boolean> {
  return (await runCommand([python, '-s', '-c', 'import requests'])).status === 0;
}

function readLiterals(python: string, literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'texts.py');
    const texts = `[\n${literals.join(',\n')}\n]`;
    await writeFile(path, `import sys\nfor text in ${texts}:\n    sys.stdout.buffer.write(text.encode() + b"\\0")\n`);
    return splitTexts(await runOrThrow([python, path]));
  });
}
