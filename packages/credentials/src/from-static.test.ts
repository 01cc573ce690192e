import { describe, expect, it, vi } from 'vitest';
import { anonymous } from './anonymous.ts';
import { fromStatic } from './from-static.ts';

describe('fromStatic', () => {
  it('default: returns the pair', async () => {
    const pair = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' };
    expect(await fromStatic(pair)()).toMatchObject({ ...pair, source: 'static' });
  });

  it('error: an empty pair is refused immediately and never read from the environment', () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'ali-id');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ali-secret');
    expect(() => fromStatic({ accessKeyId: '', accessKeySecret: '' })).toThrow(
      expect.objectContaining({ code: 'InvalidCredentials' }),
    );
  });
});

describe('anonymous', () => {
  it('default: returns null', async () => {
    expect(await anonymous()()).toBeNull();
  });
});
