import { describe, expect, it } from 'vitest';
import { isSupported, refuseOldNode } from './refuse-old-node.ts';
import { readEngines } from './version.ts';

describe('refuseOldNode', () => {
  it('error: an old Node.js version', () => {
    const message = expect.stringMatching(/Node\.js \^22\.\d+\.0 .*this is 20\.20\.2/);
    expect(() => refuseOldNode({ node: '20.20.2' })).toThrow(expect.objectContaining({ code: 'NodeTooOld', message }));
  });

  it('default: the Node.js version of this process', () => {
    expect(() => refuseOldNode(process.versions)).not.toThrow();
  });

  it('behavior: Bun and Deno are not checked', () => {
    expect(() => refuseOldNode({ node: '24.3.0', bun: '1.3.0' })).not.toThrow();
    expect(() => refuseOldNode({ node: '22.5.0', deno: '2.5.0' })).not.toThrow();
  });
});

describe('isSupported', () => {
  const engines = '^22.21.0 || ^24.5.0 || >=26.0.0';

  it.each(['18.20.4', '20.20.2', '22.20.0', '23.11.0', '24.4.1', '25.0.0', ''])('behavior: not %s', (version) => {
    expect(isSupported(version, engines)).toBe(false);
  });

  it.each(['22.21.0', '24.5.0', '24.21.0', '26.0.0', '26.1.0', '30.0.0'])('behavior: %s', (version) => {
    expect(isSupported(version, engines)).toBe(true);
  });

  it('behavior: the engines of this package are supported', () => {
    for (const range of readEngines().split('||')) {
      expect(isSupported(range.replace(/^\s*(?:\^|>=)/, '').trim(), readEngines())).toBe(true);
    }
  });
});
