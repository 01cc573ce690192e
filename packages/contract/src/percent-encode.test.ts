import { describe, expect, it } from 'vitest';
import { encodeKey, percentEncode } from './percent-encode.ts';

describe('percentEncode', () => {
  it('default: keeps unreserved characters and encodes all others in upper case', () => {
    const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));
    const expected = [...ascii]
      .map((character) =>
        /[A-Za-z0-9\-._~]/.test(character)
          ? character
          : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join('');
    expect(percentEncode(ascii)).toBe(expected);
  });

  it('behavior: encodes each byte of UTF-8', () => {
    expect(percentEncode('é文😀')).toBe('%C3%A9%E6%96%87%F0%9F%98%80');
  });

  it('error: a lone surrogate has no UTF-8', () => {
    expect(() => percentEncode('\ud800')).toThrow(URIError);
  });
});

describe('encodeKey', () => {
  it('default: keeps slashes and dot segments as they are', () => {
    expect(encodeKey('/a//b/../c d%2F')).toBe('/a//b/../c%20d%252F');
  });
});
