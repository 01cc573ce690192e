import { cached, createCredentialChain, fromEnv, fromStatic, fromUri } from '@ossferry/credentials';
import { fromAssumeRole } from '@ossferry/credentials/sts';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectError, expectTrue } from './expect.ts';
import type { TestConfig } from './test-config.ts';

/** The credential sources that run everywhere. */
export function credentialsChecks({ account, stsUrl }: TestConfig): readonly Check[] {
  const env = { OSS_ACCESS_KEY_ID: account.accessKeyId, OSS_ACCESS_KEY_SECRET: account.accessKeySecret };
  return checksOf('credentials', {
    'static credentials': async () => {
      const credentials = await fromStatic(account)();
      expectEqual(credentials?.accessKeySecret, account.accessKeySecret);
      expectTrue(!JSON.stringify(credentials).includes(account.accessKeySecret), 'JSON shows the secret.');
    },

    'environment variables': async () => {
      const credentials = await fromEnv({ env })();
      expectEqual(credentials?.accessKeyId, account.accessKeyId);
    },

    'missing environment variables are an error': () =>
      expectError(() => fromEnv({ families: ['OSS'], env: {} })(), { code: 'NotConfigured' }),

    'a chain uses the next source': async () => {
      const credentials = await createCredentialChain(fromEnv({ env: {} }), fromStatic(account))();
      expectEqual(credentials?.accessKeyId, account.accessKeyId);
    },

    'a cache loads once, and again before expiration': async () => {
      let loads = 0;
      let nowMs = Date.parse('2026-01-02T03:04:05Z');
      const load = async () => {
        loads += 1;
        return { ...account, securityToken: `token-${loads}`, expiration: new Date(nowMs + 3_600_000) };
      };
      const source = cached(load, { now: () => nowMs });
      const results = await Promise.all(Array.from({ length: 100 }, () => source()));
      expectEqual([loads, new Set(results.map((result) => result?.securityToken)).size], [1, 1]);
      nowMs += 3_600_000;
      expectEqual([(await source())?.securityToken, loads], ['token-2', 2]);
    },

    'an STS role, over fetch': async () => {
      for (const signature of ['v3', 'v1'] as const) {
        const roleArn = 'acs:ram::1234567890123456:role/reader';
        const options = { source: account, roleArn, sessionName: 'alice', endpoint: stsUrl, signature, env: {} };
        const credentials = await fromAssumeRole(options)();
        expectEqual([credentials?.accessKeyId, credentials?.securityToken], ['STS.role', 'role-token']);
        expectTrue((credentials?.expiration?.getTime() ?? 0) > Date.now(), 'The expiration is not in the future.');
      }
    },

    'a URI, over fetch': async () => {
      const credentials = await fromUri({ uri: `${stsUrl}/pair`, env: {} })();
      expectEqual([credentials?.accessKeyId, credentials?.securityToken], ['STS.uri', 'uri-token']);
    },
  });
}
