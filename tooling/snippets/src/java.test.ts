import { quoteJavaString } from '../../../packages/snippets/src/quoting/quote-java-string.ts';
import { describePrograms } from './describe-programs.ts';
import { java, readJavaLiterals } from './read-java-literals.ts';
import { demandCommand } from './run-command.ts';
import { runEach } from './run-each.ts';

await describePrograms({
  title: 'Java',
  language: 'java',
  quote: quoteJavaString,
  async prepare() {
    await demandCommand(['javac', '--release', '11', '-version']);
    return { run: runEach(({ path }) => [...java, '--source', '11', path]), readLiterals: readJavaLiterals };
  },
});
