import { expect, it } from 'vitest';
import { splitFirstSentence } from './split-first-sentence.ts';

it.each([
  ['The URL ended.', 'The URL ended.', ''],
  ['a.txt is not there at 1.5 s. It was. Or not.', 'a.txt is not there at 1.5 s.', 'It was. Or not.'],
  ['署名がありません。確認してください。', '署名がありません。', '確認してください。'],
  ['no end', 'no end', ''],
])('default: %s', (text, first, rest) => {
  expect(splitFirstSentence(text)).toEqual([first, rest]);
});
