import { inspect } from 'node:util';
import type { Credentials } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { anonymous } from '../anonymous.ts';
import { failureOf } from '../failure-of.test-support.ts';
import { fromStatic } from '../from-static.ts';
import { fromAlicloudCredentials, toAliOssOptions, toOssV2Provider, toPlain } from './index.ts';

const pair: Credentials = {
  accessKeyId: 'STS.id',
  accessKeySecret: 'secret',
  securityToken: 'token',
  expiration: new Date('2099-01-01T00:00:00Z'),
};

describe('adapters', () => {
  it('default: toPlain returns an object that can be spread and cloned', async () => {
    const credentials = (await fromStatic(pair)()) ?? expect.unreachable();
    expect(structuredClone(toPlain(credentials))).toEqual(pair);
    expect(Object.keys(toPlain({ accessKeyId: 'id', accessKeySecret: 'secret' }))).toEqual([
      'accessKeyId',
      'accessKeySecret',
    ]);
  });

  it('default: fromAlicloudCredentials calls the library every time, and the expiration is unknown', async () => {
    let calls = 0;
    const provider = fromAlicloudCredentials({
      getCredential: async () => {
        calls += 1;
        return { accessKeyId: `id-${calls}`, accessKeySecret: 'secret', securityToken: undefined, type: 'default' };
      },
    });
    expect(await provider()).toMatchObject({ accessKeyId: 'id-1', source: 'alicloud-credentials:end-unknown' });
    const second = await provider();
    expect(second?.accessKeyId).toBe('id-2');
    expect(second?.expiration).toBeUndefined();
  });

  it('error: fromAlicloudCredentials without keys, as for a bearer token', async () => {
    const provider = fromAlicloudCredentials({ getCredential: async () => ({}) });
    expect(await failureOf(provider())).toMatchObject({ code: 'InvalidCredentials' });
  });

  it('default: toOssV2Provider', async () => {
    const provider = toOssV2Provider(fromStatic(pair));
    expect(await provider.getCredentials()).toEqual(pair);
    expect(provider.getProviderName()).toBe('static');
    expect(await toOssV2Provider(anonymous()).getCredentials()).toEqual({ accessKeyId: '', accessKeySecret: '' });
  });

  it('default: toAliOssOptions returns keys and a function that returns new ones', async () => {
    let calls = 0;
    const options = await toAliOssOptions(async () => ({ ...pair, accessKeyId: `id-${++calls}` }));
    expect(options).toMatchObject({ accessKeyId: 'id-1', accessKeySecret: 'secret', stsToken: 'token' });
    expect(await options.refreshSTSToken()).toEqual({
      accessKeyId: 'id-2',
      accessKeySecret: 'secret',
      stsToken: 'token',
    });
    expect(options.refreshSTSTokenInterval).toBe(1);
  });

  it('error: toAliOssOptions of an anonymous source', async () => {
    expect(await failureOf(toAliOssOptions(anonymous()))).toMatchObject({ code: 'InvalidOption' });
  });

  it('behavior: printing a provider shows no secrets', () => {
    expect(inspect(toOssV2Provider(fromStatic(pair)), { showHidden: true, depth: 9 })).not.toContain("'secret'");
  });
});
