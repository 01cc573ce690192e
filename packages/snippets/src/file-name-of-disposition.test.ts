import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileNameOfDisposition } from './file-name-of-disposition.ts';

const cases = JSON.parse(
  readFileSync(new URL('../../../tooling/vectors/disposition-names.json', import.meta.url), 'utf8'),
) as [disposition: string, name: string | null][];

describe('fileNameOfDisposition', () => {
  it.each(cases)('default: %j has the name %j', (disposition, name) => {
    expect(fileNameOfDisposition(disposition)).toBe(name ?? '');
  });
});
