import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Returns the platforms whose types a package is compiled with. */
function platformsOf(project: string): string[] {
  const args = ['--listFilesOnly', '--customConditions', '@ossferry/source', '-p', join(root, 'packages', project)];
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), args, { encoding: 'utf8' });
  const names = Object.entries({ node: /@types\/node\//, page: /lib\.dom\.d\.ts/, worker: /lib\.webworker\.d\.ts/ });
  return names.filter(([, pattern]) => pattern.test(stdout)).map(([name]) => name);
}

describe('platform types', () => {
  it.each([
    ['core-signer', []],
    ['snippets', []],
    ['contract', ['worker']],
    ['credentials', ['worker']],
    ['client', ['worker']],
    ['cname-endpoint', ['worker']],
    ['diagnose', ['worker']],
    ['downloader-core', ['worker']],
    ['downloader-browser', ['page']],
    ['downloader-node', ['node']],
    ['credentials/tsconfig.node.json', ['node']],
  ])('behavior: %s is compiled with %j', (project, platforms) => {
    expect(platformsOf(project)).toEqual(platforms);
  });
});
