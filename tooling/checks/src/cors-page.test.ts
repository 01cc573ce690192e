import { expect, it } from 'vitest';
import { corsRule } from '../../../packages/downloader-browser/src/cors-rule.ts';
import { blocksOf, readPages } from './pages.ts';

it('behavior: the page about browsers lists the headers that a CORS rule exposes', () => {
  const pages = readPages().filter(({ path }) => path === 'docs/guide/browser.md');
  const codes = pages.flatMap(blocksOf).map(({ code }) => code);
  expect(codes).toContain(corsRule({ origin: 'https://app.example.com' }).exposeHeaders.join('\n').concat('\n'));
});
