import type { Credentials, CredentialsProvider } from '@ossferry/contract';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fromAlicloudCredentials } from './adapters/from-alicloud-credentials.ts';
import { createCredentialChain } from './credential-chain.ts';
import { type CredentialsInput, sourceOf } from './credentials-input.ts';
import type { CredentialsSource } from './credentials-source.ts';
import { fromStatic } from './from-static.ts';

const pair: Credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };

describe('sourceOf', () => {
  it('behavior: the types accept a function, a pair, and a provider of an official SDK', () => {
    expectTypeOf<() => Promise<{ accessKeyId: string; accessKeySecret: string }>>().toExtend<CredentialsInput>();
    expectTypeOf<(request: object) => Credentials>().toExtend<CredentialsInput>();
    expectTypeOf<() => null>().toExtend<CredentialsInput>();
    expectTypeOf<{
      accessKeyId: string;
      accessKeySecret: string;
      securityToken?: string;
    }>().toExtend<CredentialsInput>();
    // As `@alicloud/oss-v2` declares its providers.
    interface OssV2Provider {
      getCredentials(): Promise<{
        readonly accessKeyId: string;
        readonly accessKeySecret: string;
        readonly securityToken?: string;
        readonly expiration?: Date;
      }>;
    }
    expectTypeOf<OssV2Provider>().toExtend<CredentialsInput>();
    expectTypeOf<CredentialsSource>().toExtend<CredentialsProvider>();
    expectTypeOf<CredentialsSource>().toExtend<CredentialsInput>();
    expectTypeOf<() => Promise<string>>().not.toExtend<CredentialsInput>();
    expectTypeOf<{ accessKeyId: string }>().not.toExtend<CredentialsInput>();
  });

  it.each([undefined, null, 5, 'SENTINEL'])('error: %j provides no credentials, and is not quoted', (value) => {
    for (const use of [sourceOf, fromAlicloudCredentials, createCredentialChain]) {
      expect(() => use(value as never)).toThrow(
        expect.objectContaining({ code: 'InvalidOption', message: expect.not.stringContaining('SENTINEL') }),
      );
    }
  });

  it.each<[string, CredentialsInput, string]>([
    ['a pair', pair, 'static'],
    ['an arrow function', async () => pair, 'custom'],
    ['a named function', { vault: async () => pair }.vault, 'vault'],
    ['a provider of an official SDK', { getCredentials: async () => pair }, 'getCredentials'],
    ['a source', fromStatic(pair), 'static'],
  ])('default: %s', async (_name, input, source) => {
    expect(sourceOf(input).source).toBe(source);
    expect(await sourceOf(input)()).toMatchObject(pair);
  });

  it("behavior: the official SDKs' empty pair is anonymous access", async () => {
    expect(await sourceOf({ getCredentials: () => ({ accessKeyId: '', accessKeySecret: '' }) })()).toBeNull();
  });

  it('error: the result of a function is checked', async () => {
    await expect(sourceOf(async () => ({ accessKeyId: 'id' }) as Credentials)()).rejects.toMatchObject({
      code: 'InvalidCredentials',
    });
  });
});
