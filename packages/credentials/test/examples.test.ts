import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { fromVault } from './plugin-example.ts';
import { user } from './readme-example.ts';

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

describe('examples', () => {
  it.each([
    ['../README.md', 'readme-example.ts'],
    ['../../../docs/write-a-plugin/credentials.md', 'plugin-example.ts'],
  ])('behavior: %s shows %s, which is compiled', (page, example) => {
    const code = read(example).replace(/\nexport \{ .*\};\n$/, '');
    expect(read(page)).toContain(`\`\`\`ts\n${code}\`\`\``);
  });

  it('behavior: the example in the README provides credentials', async () => {
    vi.stubEnv('OSS_ACCESS_KEY_ID', '');
    vi.stubEnv('OSS_ACCESS_KEY_SECRET', '');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', '');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', '');
    expect(await user()).toMatchObject({ accessKeyId: 'LTAI5tExampleOfKey' });
  });

  it('behavior: the example in the plugin guide caches its pair, and is absent without an entry', async () => {
    const entry = { id: 'STS.id', secret: 'secret', token: 'token', ends: '2099-01-01T00:00:00Z' };
    const vault = { read: vi.fn(async (path: string) => (path === 'oss/reader' ? entry : undefined)) };
    const provider = fromVault(vault, 'oss/reader');
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.id', source: 'vaultCredentials' });
    await provider();
    expect(vault.read).toHaveBeenCalledTimes(1);
    await expect(fromVault(vault, 'oss/none')()).rejects.toMatchObject({ code: 'NotConfigured', absent: true });
  });
});
