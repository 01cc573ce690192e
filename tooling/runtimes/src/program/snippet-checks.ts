import { createClient, getObject } from '@ossferry/client';
import { snippet, snippetLanguages } from '@ossferry/snippets';
import { type Check, checksOf } from './check.ts';
import { expectTrue } from './expect.ts';
import type { TestConfig } from './test-config.ts';

/** Download programs in every language. */
export function snippetChecks({ bucket, account }: TestConfig): readonly Check[] {
  const oss = createClient({ region: 'cn-hangzhou', credentials: account });
  const render = async (language: (typeof snippetLanguages)[number]['language']): Promise<void> => {
    const signed = await oss.presign(getObject({ bucket, key: 'a/report.pdf', requestPayer: 'requester' }));
    const program = snippet(signed, language);
    expectTrue(program.includes(signed.url), 'The URL is missing.');
    expectTrue(program.includes('x-oss-request-payer'), 'The signed header is missing.');
    expectTrue(program.includes('report.pdf'), 'The file name is missing.');
  };
  return checksOf(
    'snippets',
    Object.fromEntries(snippetLanguages.map(({ language, title }) => [title, () => render(language)])),
  );
}
