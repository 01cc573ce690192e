import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CredentialsProvider } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { describeCredentials } from './index.ts';

// The examples for plugin authors are extracted from the pages, and must pass.
const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(import.meta.dirname, '../.cache/pages');

/** Writes the first TypeScript block of a page to a file, and returns its path. */
function extractExample(page: string, file: string): string {
  const [, code] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, page), 'utf8')) ?? [];
  if (code === undefined) throw new Error(`${page} has no example.`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), code);
  return join(folder, file);
}

interface Vault {
  read(path: string): Promise<{ id: string; secret: string; token: string; ends: string } | undefined>;
}

interface VaultExample {
  readonly fromVault: (vault: Vault, path: string, options: { now: () => number }) => CredentialsProvider;
}

const { fromVault }: VaultExample = await import(extractExample('docs/write-a-plugin/credentials.md', 'from-vault.ts'));

describeCredentials(
  { describe, it },
  (backend) => {
    const vault: Vault = {
      async read() {
        const { accessKeyId, accessKeySecret, securityToken = '', expiration } = await backend.load();
        return {
          id: accessKeyId,
          secret: accessKeySecret,
          token: securityToken,
          ends: expiration?.toISOString() ?? '',
        };
      },
    };
    return fromVault(vault, 'oss/reader', { now: backend.now });
  },
  { name: 'fromVault of the page on credential sources' },
);

describe('README', () => {
  it('behavior: the example passes in the test runner of Node.js', () => {
    const file = extractExample('packages/testkit/README.md', 'readme.test.ts');
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--conditions=@ossferry/source', '--test', '--test-reporter=tap', file],
      { encoding: 'utf8', cwd: folder },
    );
    expect(stdout).toMatch(/^# pass 24$/m);
    expect(status).toBe(0);
  });
});
