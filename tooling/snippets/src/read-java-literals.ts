import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './run-command.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** The java command, with only the first compiler tier, which is faster for small programs. */
export const java: readonly string[] = ['java', ...quickStart];

/** The javac command, which runs in Java itself. */
export const javac: readonly string[] = ['javac', ...quickStart.map((flag) => `-J${flag}`)];

/** Evaluates string literals with Java. */
export function readJavaLiterals(literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'Texts.java');
    await writeFile(path, program(literals));
    return splitTexts(await runOrThrow([...java, path]));
  });
}

function program(literals: readonly string[]): string {
  return `public class Texts {
    public static void main(String[] args) throws Exception {
        for (String text : new String[] {
${literals.join(',\n')}
        }) {
            System.out.write((text + "\\0").getBytes("UTF-8"));
        }
        System.out.flush();
    }
}
`;
}
