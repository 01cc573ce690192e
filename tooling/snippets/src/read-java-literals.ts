import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demandCommand } from './run-command.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

/** The command that runs a Java source, with the first compiler alone: small programs end before the second one pays. */
export const java: readonly string[] = ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Lets Java read string literals. */
export function readJavaLiterals(literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'Texts.java');
    await writeFile(path, program(literals));
    return splitTexts(await demandCommand([...java, path]));
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
