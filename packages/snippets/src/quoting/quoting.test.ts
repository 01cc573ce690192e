import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteGoString } from './quote-go-string.ts';
import { quoteJavaScriptString } from './quote-java-script-string.ts';
import { quoteJavaString } from './quote-java-string.ts';
import { quoteObjectiveCString } from './quote-objective-c-string.ts';
import { quotePosixShell } from './quote-posix-shell.ts';
import { quotePythonString } from './quote-python-string.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', '\\', '?', '\n', '<', '/', '!', '$'),
    fc.string({ unit: character, maxLength: 2 }),
  ),
});

/** Reads a literal by the rules that these languages share. In tooling/snippets, the real languages read more. */
function readEscapes(literal: string): string {
  const body = literal.slice(literal.indexOf('"') + 1, -1);
  expect(body.replace(/\\./gs, '')).not.toMatch(/["\n\r]/);
  const escaped = /\\(?:u([\da-f]{4})|U([\da-f]{8})|(["\\?]))|((?:\\[0-7]{3})+)/g;
  return body.replace(escaped, (_, unit, point, same, octals) => {
    if (octals === undefined) return same ?? String.fromCodePoint(Number.parseInt(unit ?? point, 16));
    const bytes = octals.split('\\').slice(1);
    return new TextDecoder().decode(Uint8Array.from(bytes, (octal: string) => Number.parseInt(octal, 8)));
  });
}

describe('quoting', () => {
  it.each([
    ['Go', quoteGoString],
    ['Python', quotePythonString],
    ['Objective-C', quoteObjectiveCString],
  ])('default: %s text is read back unchanged', (_, quote) => {
    fc.assert(
      fc.property(
        text.filter((each) => !each.includes('\0')),
        (each) => {
          expect(readEscapes(quote(each))).toBe(each);
        },
      ),
    );
  });

  it('default: JavaScript text is read back unchanged', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(new Function(`return ${quoteJavaScriptString(each)}`)()).toBe(each);
      }),
    );
  });

  it('behavior: a Java literal is ASCII', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(quoteJavaString(each)).toMatch(/^[ -~]*$/);
      }),
    );
    expect(quoteJavaString('é😀\n"')).toBe(String.raw`"\u00e9\ud83d\ude00\012\""`);
  });

  it("behavior: in a shell word, only \\' is outside of single quotes", () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(quotePosixShell(each)).toMatch(/^'[^']*'(?:\\''[^']*')*$/);
      }),
    );
    expect(quotePosixShell("it's $x")).toBe(`'it'\\''s $x'`);
  });

  it('behavior: a JavaScript literal cannot end a script element', () => {
    expect(quoteJavaScriptString('</script><!--')).toBe("'\\x3c/script>\\x3c!--'");
  });

  it('behavior: bidirectional marks are escaped', () => {
    for (const quote of [
      quoteGoString,
      quotePythonString,
      quoteJavaString,
      quoteObjectiveCString,
      quoteJavaScriptString,
    ]) {
      expect(quote('a\u202eb')).toMatch(/202e/);
    }
  });
});
