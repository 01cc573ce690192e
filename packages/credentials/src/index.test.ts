import { describe, expect, it } from 'vitest';

describe('package', () => {
  it('default: the exports of each entry', async () => {
    expect(Object.keys(await import('./index.ts')).sort()).toEqual([
      'CredentialsError',
      'anonymous',
      'cached',
      'createCredentialChain',
      'fromEnv',
      'fromFunctionCompute',
      'fromStatic',
      'fromUri',
    ]);
    expect(Object.keys(await import('./sts/index.ts')).sort()).toEqual(['fromAssumeRole', 'fromOidc', 'fromSaml']);
    expect(Object.keys(await import('./adapters/index.ts')).sort()).toEqual([
      'fromAlicloudCredentials',
      'toAliOssOptions',
      'toOssV2Provider',
      'toPlain',
    ]);
    expect(Object.keys(await import('./node/index.ts')).sort()).toEqual([
      'directTransport',
      'fromCliProfile',
      'fromCloudSso',
      'fromCredentialsFile',
      'fromDefaultChain',
      'fromEcsRamRole',
      'fromOAuth',
      'fromOidcTokenFile',
      'fromOssutil',
      'fromProcess',
    ]);
  });
});
