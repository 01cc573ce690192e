import { describe, expect, it, vi } from 'vitest';
import { fromEnv } from './from-env.ts';

const oss = { OSS_ACCESS_KEY_ID: 'oss-id', OSS_ACCESS_KEY_SECRET: 'oss-secret' };
const alibaba = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'ali-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'ali-secret' };

describe('fromEnv', () => {
  it('default: reads the variables of this process', async () => {
    vi.stubEnv('OSS_ACCESS_KEY_ID', 'stubbed-id');
    vi.stubEnv('OSS_ACCESS_KEY_SECRET', 'stubbed-secret');
    expect(await fromEnv()()).toMatchObject({ accessKeyId: 'stubbed-id', source: 'env:OSS' });
  });

  it('behavior: an OSS pair with its token; an empty token counts as absent', async () => {
    const env = { ...oss, OSS_SESSION_TOKEN: 'oss-token' };
    expect(await fromEnv({ env })()).toMatchObject({
      accessKeyId: 'oss-id',
      accessKeySecret: 'oss-secret',
      securityToken: 'oss-token',
    });
    expect((await fromEnv({ env: { ...env, OSS_SESSION_TOKEN: '' } })())?.securityToken).toBeUndefined();
  });

  it('behavior: the variable of the token in the family ALIBABA_CLOUD', async () => {
    const env = { ...alibaba, ALIBABA_CLOUD_SECURITY_TOKEN: 'ali-token' };
    expect(await fromEnv({ env })()).toMatchObject({
      accessKeyId: 'ali-id',
      accessKeySecret: 'ali-secret',
      securityToken: 'ali-token',
      source: 'env:ALIBABA_CLOUD',
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['OSS_ACCESS_KEY_SECRET', { OSS_ACCESS_KEY_ID: 'x', ...alibaba }, 'env:OSS'],
    ['OSS_ACCESS_KEY_ID', { OSS_ACCESS_KEY_SECRET: 'x' }, 'env:OSS'],
    ['OSS_ACCESS_KEY_ID', { OSS_SESSION_TOKEN: 'x', ...alibaba }, 'env:OSS'],
    ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', { ALIBABA_CLOUD_ACCESS_KEY_ID: 'x' }, 'env:ALIBABA_CLOUD'],
  ])('error: if only %s is missing, the source is broken, not absent', async (name, env, source) => {
    await expect(fromEnv({ env })()).rejects.toMatchObject({
      code: 'CredentialsIncomplete',
      absent: false,
      source,
      message: expect.stringContaining(`${name} is not set`),
    });
  });

  it('behavior: families are never mixed', async () => {
    const env = { ...oss, ...alibaba, ALIBABA_CLOUD_SECURITY_TOKEN: 'ali-token' };
    const credentials = await fromEnv({ env })();
    expect(credentials).toMatchObject({ accessKeyId: 'oss-id', accessKeySecret: 'oss-secret' });
    expect(credentials?.securityToken).toBeUndefined();
    expect(await fromEnv({ env, families: ['ALIBABA_CLOUD', 'OSS'] })()).toMatchObject({
      accessKeyId: 'ali-id',
      accessKeySecret: 'ali-secret',
      securityToken: 'ali-token',
    });
    const split = { OSS_ACCESS_KEY_ID: 'oss-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'ali-secret' };
    await expect(fromEnv({ env: split })()).rejects.toMatchObject({ code: 'CredentialsIncomplete' });
  });

  it('behavior: reads the variables on every call', async () => {
    const env: Record<string, string> = { ...oss };
    const provider = fromEnv({ env });
    await provider();
    env['OSS_ACCESS_KEY_ID'] = 'other-id';
    expect(await provider()).toMatchObject({ accessKeyId: 'other-id' });
  });

  it('error: absent if nothing is set', async () => {
    await expect(fromEnv({ env: { OSS_ACCESS_KEY_ID: '' } })()).rejects.toMatchObject({
      code: 'NotConfigured',
      absent: true,
    });
  });
});
