import { describe, expect, it, vi } from 'vitest';
import { anonymous } from './anonymous.ts';
import { fromStatic } from './from-static.ts';

describe('fromStatic', () => {
  it('default: gives the pair', async () => {
    const pair = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' };
    expect(await fromStatic(pair)()).toMatchObject({ ...pair, source: 'static' });
  });

  it('error: an empty pair is refused at once and never filled from the environment', () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'ali-id');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ali-secret');
    expect(() => fromStatic({ accessKeyId: '', accessKeySecret: '' })).toThrow(
      expect.objectContaining({ code: 'InvalidCredentials' }),
    );
  });
});

describe('anonymous', () => {
  it('default: gives no credentials, which is how the kernel knows to sign nothing', async () => {
    expect(await anonymous()()).toBeNull();
  });
});
