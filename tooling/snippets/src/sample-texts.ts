import fc from 'fast-check';

/** Generates texts that are hard to quote: all of Unicode except NUL, mixed with special characters of the languages. */
export function sampleTexts(): string[] {
  const special = fc.constantFrom(
    ...["'", '"', '`', '\\', '$', `${'$'}{x}`, '$(id)', '%s', '%%', '\n', '\r', '\t', '??/', '\\u0041', '\\x41', '\\n'],
    ...[
      '</script>',
      '<!--',
      '#{x}',
      '!',
      '@',
      '*/',
      '//',
      '\u2028',
      '\u202e',
      '\u0085',
      '\u00a0',
      '\ufeff',
      '😀',
      '7',
      'f',
    ],
  );
  // fast-check's Unicode strings take seconds to prepare.
  const anything = fc
    .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((codePoint) => String.fromCodePoint(codePoint));
  const text = fc.array(fc.oneof(special, anything), { maxLength: 12 }).map((parts) => parts.join(''));
  return fc.sample(text, 300);
}

/** Splits the output of a program that ends each text with NUL. */
export function splitTexts(output: Uint8Array): string[] {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(output).split('\0').slice(0, -1);
}
