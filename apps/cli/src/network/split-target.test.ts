import { describe, expect, it } from 'vitest';
import { splitTarget } from './split-target.ts';

describe('splitTarget', () => {
  it('default: the parts are not normalized', () => {
    expect(splitTarget('https://u:p@h.example:8443/a/../b?c=d#e')).toEqual({
      protocol: 'https:',
      hostname: 'h.example',
      port: '8443',
      path: '/a/../b?c=d',
    });
    expect(splitTarget('http://[::1]?x')).toMatchObject({ hostname: '::1', port: undefined, path: '/?x' });
  });

  it('behavior: the host is the same as in a WHATWG URL', () => {
    for (const url of ['http://h\\@other/k', 'http://h:80\\@other/k', 'http://u@h\\@other/k']) {
      expect(splitTarget(url).hostname).toBe(new URL(url).hostname);
    }
  });

  it.each(['http://u@h:p@other/k', 'http://u:p@h@other/k'])('error: InvalidUrl for an ambiguous host: %s', (url) => {
    expect(() => splitTarget(url)).toThrow(expect.objectContaining({ code: 'InvalidUrl' }));
  });
});
