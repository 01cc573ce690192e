/** Object names that URL parsers, form encoders or template strings often change. */
export const difficultKeys: readonly string[] = [
  'a',
  'a/../b',
  './a',
  'a//b',
  '/a',
  'a b+c',
  'a?b#c&d=e',
  '100%25',
  'é中🚢',
  "~!*'()",
];
