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
  it('default: toPlain gives an object that spreads and clones', async () => {
    const credentials = (await fromStatic(pair)()) ?? expect.unreachable();
    expect(structuredClone(toPlain(credentials))).toEqual(pair);
    expect(Object.keys(toPlain({ accessKeyId: 'id', accessKeySecret: 'secret' }))).toEqual([
      'accessKeyId',
      'accessKeySecret',
    ]);
  });

  it('default: fromAlicloudCredentials asks every time, and says that the end is unknown', async () => {
    let asked = 0;
    const provider = fromAlicloudCredentials({
      getCredential: async () => {
        asked += 1;
        return { accessKeyId: `id-${asked}`, accessKeySecret: 'secret', securityToken: undefined, type: 'default' };
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

  it('default: toOssV2Provider gives what the official SDKs read', async () => {
    const provider = toOssV2Provider(fromStatic(pair));
    expect(await provider.getCredentials()).toEqual(pair);
    expect(provider.getProviderName()).toBe('static');
    expect(await toOssV2Provider(anonymous()).getCredentials()).toEqual({ accessKeyId: '', accessKeySecret: '' });
  });

  it('default: toAliOssOptions gives first keys and a way to newer ones', async () => {
    let asked = 0;
    const options = await toAliOssOptions(async () => ({ ...pair, accessKeyId: `id-${++asked}` }));
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

  it('behavior: nothing is shown on the way', () => {
    expect(inspect(toOssV2Provider(fromStatic(pair)), { showHidden: true, depth: 9 })).not.toContain("'secret'");
  });
});
