import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './pages.ts';

it('behavior: docs/decisions/dependencies.md says why for every run-time dependency', () => {
  const page = readFileSync(join(root, 'docs/decisions/dependencies.md'), 'utf8');
  const reasons = page.split('\n').filter((line) => line.startsWith('- '));
  const missing: string[] = [];
  for (const path of globSync('{packages,apps}/*/package.json', { cwd: root })) {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      readonly dependencies?: object;
      readonly peerDependencies?: object;
    };
    const folder = basename(dirname(path));
    for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
      if (name.startsWith('@ossferry/')) continue;
      const isExplained = reasons.some((line) => line.includes(`\`${name}\``) && line.includes(folder));
      if (!isExplained) missing.push(`${folder}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});

it('behavior: the lockfile has the binaries of every platform, not only of the one that wrote it', () => {
  const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
  const installed = globSync('node_modules/.pnpm/*@*/node_modules/{*,@*/*}/package.json', { cwd: root });
  const missing = new Set<string>();
  for (const path of installed) {
    const { optionalDependencies } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      readonly optionalDependencies?: object;
    };
    for (const name of Object.keys(optionalDependencies ?? {})) if (!lockfile.includes(name)) missing.add(name);
  }
  expect([...missing], 'pnpm drops them when it writes the lockfile offline: `pnpm install --fix-lockfile`').toEqual(
    [],
  );
});
