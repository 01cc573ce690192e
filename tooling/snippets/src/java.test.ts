import { quoteJavaString } from '../../../packages/snippets/src/quoting/quote-java-string.ts';
import { describePrograms } from './describe-programs.ts';
import { java, javac, readJavaLiterals } from './read-java-literals.ts';
import { runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import type { Outcome, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';
import { writeWithPackage } from './write-with-package.ts';

await describePrograms({
  title: 'Java',
  language: 'java',
  quote: quoteJavaString,
  async prepare() {
    await runOrThrow(['javac', '--release', '11', '-version']);
    return { run: compileAndRun, readLiterals: readJavaLiterals };
  },
});

function compileAndRun(programs: readonly WrittenProgram[]): Promise<readonly Outcome[]> {
  return withScratchFolder(async (classes) => {
    const paths = await Promise.all(programs.map(writeWithPackage));
    await runOrThrow([...javac, '--release', '11', '-Xlint:all', '-Werror', '-d', classes, ...paths]);
    return runEach(({ id }) => [...java, '-classpath', classes, `${id}.Download`])(programs);
  });
}
