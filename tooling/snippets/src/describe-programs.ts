import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnippetLanguage } from '@ossferry/snippets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DownloadCase, failingCases, wholeCases } from './download-cases.ts';
import { sampleTexts } from './sample-texts.ts';
import { startWorkbench, type Workbench } from './start-workbench.ts';
import { type Outcome, requireToolchain, type Toolchain } from './toolchain.ts';

export interface ProgramTests {
  /** Where the programs run, for people. */
  readonly title: string;
  readonly language: SnippetLanguage;
  /** Gets what is needed to run them; throws the reason when this machine cannot have it. */
  readonly prepare: () => Promise<Toolchain>;
  /** Writes a text as a literal of the language. */
  readonly quote: (text: string) => string;
  /** Whether an object that is stored compressed arrives unpacked. @default false */
  readonly unpacks?: boolean | undefined;
  /** What becomes of a file name there. By default nothing. */
  readonly rename?: ((fileName: string) => string) | undefined;
}

/** Defines the tests of one language: each case is one program, run for real against a local OSS. */
export async function describePrograms(tests: ProgramTests): Promise<void> {
  const { title, language, prepare, quote, unpacks = false, rename = (fileName) => fileName } = tests;
  const toolchain = await requireToolchain(title, prepare);
  const applies = ({ languages }: DownloadCase): boolean => languages?.includes(language) ?? true;
  const cases: readonly DownloadCase[] = [...wholeCases, ...failingCases].filter(applies);

  describe.skipIf(toolchain === undefined)(title, () => {
    let workbench: Workbench;
    let outcomes: readonly Outcome[];
    beforeAll(async () => {
      workbench = await startWorkbench(language, cases);
      outcomes = (await toolchain?.run(workbench.programs)) ?? [];
    }, 180_000);
    afterAll(() => workbench?.close());

    const find = (wanted: DownloadCase) => {
      const index = cases.indexOf(wanted);
      const program = workbench.programs[index];
      const outcome = outcomes[index];
      if (program === undefined || outcome === undefined) throw new Error(`${wanted.name} was not run`);
      return { program, outcome };
    };

    it.each(wholeCases.filter(applies))('behavior: $name arrives whole', async (each) => {
      const { program, outcome } = find(each);
      const saved = rename(each.saved);
      expect(outcome).toEqual({ succeeded: true, said: '' });
      expect(await readdir(program.folder)).toEqual([saved]);
      const expected = unpacks ? (each.unpacked ?? each.body) : each.body;
      expect(Buffer.compare(await readFile(join(program.folder, saved)), expected)).toBe(0);
    });

    it.each(failingCases.filter(applies))('error: $name is one line, and leaves nothing', async (each) => {
      const { program, outcome } = find(each);
      expect(outcome).toMatchObject({
        succeeded: false,
        said: expect.stringMatching(/^(Download failed|curl): ?.+\n?$/),
      });
      expect(outcome.said).toMatch(each.says);
      expect(await readdir(program.folder)).toEqual([]);
    });

    it.runIf(toolchain?.readLiterals !== undefined)(
      'behavior: the language reads every literal as the text that was quoted',
      async () => {
        const texts = sampleTexts();
        expect(await toolchain?.readLiterals?.(texts.map(quote))).toEqual(texts);
      },
      60_000,
    );

    it('behavior: no program shows its URL, and none follows a redirect', () => {
      for (const { said } of outcomes) expect(said).not.toMatch(/signature|examplebucket/i);
      expect(workbench.local.requests.map(({ path }) => path)).not.toContain('/elsewhere');
    });

    it('behavior: no dotfile of the user adds a password to a request', () => {
      expect(workbench.local.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([]);
    });
  });
}
