import { describe, expect, it } from 'vitest';
import { pastedUrl } from './pasted-url.ts';

const url = "https://b.oss-cn-hangzhou.aliyuncs.com/it's(1)?Signature=s";

describe('pastedUrl', () => {
  it.each([
    ['itself', url],
    ['with space around it', ` ${url}\n`],
    ['in two lines', url.replace('aliyuncs', 'aliy\nuncs')],
    ['in indented lines', url.replace('aliyuncs', 'aliy \r\n\t uncs')],
    ['in angle brackets', `<${url}>`],
    ['in quotes', `"${url}"`],
    ['in typographic quotes', `“${url}”`],
    ['in angle brackets, in two lines', `<${url.replace('?', '\n?')}>`],
  ])('behavior: a URL %s', (_, text) => {
    expect(pastedUrl(text)).toBe(url);
  });

  it.each(['https://b/a b?Signature=s', 'https://b/k)', '', '"', '<>'])('behavior: %j has no other reading', (text) => {
    expect(pastedUrl(text)).toBe(text === '<>' ? '' : text);
  });
});
