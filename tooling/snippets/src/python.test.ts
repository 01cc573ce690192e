import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quotePythonString } from '../../../packages/snippets/src/quoting/quote-python-string.ts';
import { installPythonSdk } from '../../interop/src/python-sdk.ts';
import { describePrograms } from './describe-programs.ts';
import { demandCommand, runCommand } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

await describePrograms({
  title: 'Python with requests',
  language: 'python',
  quote: quotePythonString,
  async prepare() {
    // What stands behind `python3` may be a shim that takes longer to start than Python itself.
    const python = (await demandCommand(['python3', '-c', 'import sys; print(sys.executable)'])).toString().trim();
    const environment = (await hasRequests(python)) ? {} : { PYTHONPATH: await installPythonSdk() };
    return {
      run: runEach(({ path }) => [python, path], environment),
      readLiterals: (literals) => readLiterals(python, literals),
    };
  },
});

/**
 * Whether this Python has `requests` for every user, since the programs run with another home folder; where it has not,
 * the official SDK, which the interop tests install, brings it.
 */
async function hasRequests(python: string): Promise<boolean> {
  return (await runCommand([python, '-s', '-c', 'import requests'])).status === 0;
}

function readLiterals(python: string, literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'texts.py');
    const texts = `[\n${literals.join(',\n')}\n]`;
    await writeFile(path, `import sys\nfor text in ${texts}:\n    sys.stdout.buffer.write(text.encode() + b"\\0")\n`);
    return splitTexts(await demandCommand([python, path]));
  });
}
