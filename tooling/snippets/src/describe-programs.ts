import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnippetLanguage } from '@ossferry/snippets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DownloadCase, failingCases, successfulCases } from './download-cases.ts';
import { sampleTexts } from './sample-texts.ts';
import { type Fixture, startFixture } from './start-fixture.ts';
import { type Outcome, requireToolchain, type Toolchain } from './toolchain.ts';

export interface ProgramTests {
  /** The name of the environment, for test titles. */
  readonly title: string;
  readonly language: SnippetLanguage;
  /** Prepares the toolchain; rejects with the reason if it is not available. */
  readonly prepare: () => Promise<Toolchain>;
  /** Quotes a text as a literal of the language. */
  readonly quote: (text: string) => string;
  /** Whether the program decompresses an object with a Content-Encoding. @default false */
  readonly decompresses?: boolean | undefined;
  /** How the environment changes a file name. By default, it does not. */
  readonly rename?: ((fileName: string) => string) | undefined;
}

/** Defines the tests of one language. Each case is a program that runs against a local OSS. */
export async function describePrograms(tests: ProgramTests): Promise<void> {
  const { title, language, prepare, quote, decompresses = false, rename = (fileName) => fileName } = tests;
  const toolchain = await requireToolchain(title, prepare);
  const applies = ({ languages }: DownloadCase): boolean => languages?.includes(language) ?? true;
  const cases: readonly DownloadCase[] = [...successfulCases, ...failingCases].filter(applies);

  describe.skipIf(toolchain === undefined)(title, () => {
    let fixture: Fixture;
    let outcomes: readonly Outcome[];
    beforeAll(async () => {
      fixture = await startFixture(language, cases);
      outcomes = (await toolchain?.run(fixture.programs)) ?? [];
    }, 180_000);
    afterAll(() => fixture?.close());

    const resultOf = (downloadCase: DownloadCase) => {
      const index = cases.indexOf(downloadCase);
      const program = fixture.programs[index];
      const outcome = outcomes[index];
      if (program === undefined || outcome === undefined) throw new Error(`${downloadCase.name} did not run`);
      return { program, outcome };
    };

    it.each(successfulCases.filter(applies))('behavior: $name', async (each) => {
      const { program, outcome } = resultOf(each);
      const saved = rename(each.savedAs);
      expect(outcome).toEqual({ succeeded: true, output: '' });
      expect(await readdir(program.folder)).toEqual([saved]);
      const expected = decompresses ? (each.decompressed ?? each.body) : each.body;
      expect(Buffer.compare(await readFile(join(program.folder, saved)), expected)).toBe(0);
    });

    it.each(failingCases.filter(applies))('error: $name; one line of output, and no file', async (each) => {
      const { program, outcome } = resultOf(each);
      expect(outcome).toMatchObject({
        succeeded: false,
        output: expect.stringMatching(/^(Download failed|curl): ?.+\n?$/),
      });
      expect(outcome.output).toMatch(each.message);
      expect(await readdir(program.folder, { recursive: true })).toEqual(
        each.existing === undefined ? [] : [each.fileName],
      );
    });

    it.runIf(toolchain?.readLiterals !== undefined)(
      'behavior: quoted literals have the original text',
      async () => {
        const texts = sampleTexts();
        expect(await toolchain?.readLiterals?.(texts.map(quote))).toEqual(texts);
      },
      60_000,
    );

    it('behavior: no program prints its URL or follows a redirect', () => {
      for (const { output } of outcomes) expect(output).not.toMatch(/signature|examplebucket/i);
      expect(fixture.local.requests.map(({ path }) => path)).not.toContain('/elsewhere');
    });

    it('behavior: no dotfile adds a password to a request', () => {
      expect(fixture.local.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([]);
    });
  });
}
