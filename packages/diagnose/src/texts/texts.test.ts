import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainCode } from '../explain-code.ts';
import { causeByCode, causeByEc } from '../response/causes-by-code.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Texts } from './texts.ts';
import { zh } from './zh.ts';

const languages: readonly Texts[] = [en, zh, ja];
const facts = new Proxy({}, { get: (_, name) => (name === 'minutes' ? 7 : `«${String(name)}»`) });

function write(texts: Texts, cause: keyof Texts['causes']): readonly [string, string] {
  const text = texts.causes[cause];
  return typeof text === 'function' ? text(facts as never) : text;
}

/** All codes and detailed codes that OSS documents for requests with presigned URLs. */
const documented = JSON.parse(readFileSync(new URL('../../test/error-codes.json', import.meta.url), 'utf8')) as {
  readonly codes: readonly string[];
  readonly ecs: readonly string[];
};

describe.each(languages)('$language', (texts) => {
  it('default: every cause has evidence and a fix, of one or two sentences', () => {
    for (const cause of Object.keys(en.causes) as (keyof Texts['causes'])[]) {
      for (const sentence of write(texts, cause)) {
        expect(sentence, cause).toMatch(/[.。»]$/);
        expect(sentence.length, cause).toBeLessThan(320);
        expect(sentence, cause).not.toMatch(/undefined|\[object/);
      }
    }
  });

  it.each(documented.codes)('behavior: the code %s has its own explanation', (code) => {
    expect(explainCode(code, { texts })?.cause).not.toBe('Refused');
    expect(explainCode(code, { texts })?.fix).toBeTruthy();
  });

  it.each(documented.ecs)('behavior: the detailed code %s has its own explanation', (ec) => {
    expect(explainCode(ec, { texts })?.cause).not.toBe('Refused');
    expect(explainCode(ec, { texts })?.fix).toBeTruthy();
  });
});

describe('texts', () => {
  it('behavior: every text is translated, with the same facts', () => {
    for (const cause of Object.keys(en.causes) as (keyof Texts['causes'])[]) {
      const [english = '', ...others] = languages.map((texts) => write(texts, cause).join(' '));
      for (const other of others) {
        expect(other, cause).not.toBe(english);
        expect(other, cause).toMatch(/[\p{Script=Han}\p{Script=Hiragana}]/u);
        expect([...new Set(other.match(/«\w+»/g))].sort(), cause).toEqual([...new Set(english.match(/«\w+»/g))].sort());
      }
    }
  });

  it('behavior: an unknown code has no explanation', () => {
    expect(explainCode('NoSuchCode')).toBeUndefined();
    expect(explainCode('constructor')).toBeUndefined();
  });

  it('behavior: every cause of a code has a text', () => {
    for (const cause of [...Object.values(causeByCode), ...Object.values(causeByEc)])
      expect(en.causes[cause]).toBeDefined();
  });
});
