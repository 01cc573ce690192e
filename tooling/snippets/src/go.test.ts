import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { quoteGoString } from '../../../packages/snippets/src/quoting/quote-go-string.ts';
import { describePrograms } from './describe-programs.ts';
import { runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import type { Outcome, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

const environment = { CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off', GOTOOLCHAIN: 'local' };

await describePrograms({
  title: 'Go',
  language: 'go',
  quote: quoteGoString,
  async prepare() {
    await runOrThrow(['go', 'version']);
    return { run: buildAndRun, readLiterals };
  },
});

/** Builds all programs as commands of one module, and checks them with vet and gofmt. */
function buildAndRun(programs: readonly WrittenProgram[]): Promise<readonly Outcome[]> {
  return withScratchFolder(async (folder) => {
    await writeFile(join(folder, 'go.mod'), 'module snippets\n\ngo 1.22\n');
    for (const { id, path } of programs) {
      await mkdir(join(folder, id));
      await cp(path, join(folder, id, 'main.go'));
    }
    const binaries = join(folder, 'bin');
    await runOrThrow(['go', 'build', '-ldflags=-s -w', '-o', `${binaries}/`, './...'], { folder, environment });
    await runOrThrow(['go', 'vet', `./${programs[0]?.id}`], { folder, environment });
    expect((await runOrThrow(['gofmt', '-l', '.'], { folder })).toString()).toBe('');
    return runEach(({ id }) => [join(binaries, id)])(programs);
  });
}

function readLiterals(literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'texts.go');
    const texts = `[]string{\n${literals.join(',\n')},\n}`;
    await writeFile(
      path,
      `package main\n\nimport "os"\n\nfunc main() {\n\tfor _, text := range ${texts} {\n\t\tos.Stdout.WriteString(text + "\\x00")\n\t}\n}\n`,
    );
    return splitTexts(await runOrThrow(['go', 'run', path], { folder, environment }));
  });
}
