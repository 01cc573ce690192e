import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { refuseOldNode } from './refuse-old-node.ts';

describe('refuseOldNode', () => {
  it.each(['18.20.4', '20.20.2', '22.20.0', '23.11.0', '24.4.1'])('refusal: Node.js %s', (node) => {
    expect(() => refuseOldNode({ node })).toThrow(
      expect.objectContaining({ code: 'NodeTooOld', message: expect.stringContaining(node) }),
    );
  });

  it.each(['22.21.0', '24.5.0', '24.21.0', '26.0.0', '30.1.0'])('behavior: Node.js %s is taken', (node) => {
    expect(() => refuseOldNode({ node })).not.toThrow();
  });

  it('behavior: Bun and Deno are not judged by the Node.js that they resemble', () => {
    expect(() => refuseOldNode({ node: '24.3.0', bun: '1.3.0' })).not.toThrow();
    expect(() => refuseOldNode({ node: '22.5.0', deno: '2.5.0' })).not.toThrow();
  });

  it('regression: engines of the package say the same', () => {
    expect(packageJson.engines.node).toBe('^22.21.0 || ^24.5.0 || >=26.0.0');
  });
});
