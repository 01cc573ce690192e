import { cached, createCredentialChain, fromEnv, fromStatic, fromUri } from '@ossferry/credentials';
import { fromAssumeRole } from '@ossferry/credentials/sts';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectError, expectTrue } from './expect.ts';
import type { Setting } from './setting.ts';

/** Who signs: the sources that run everywhere. */
export function credentialsChecks({ account, stsUrl }: Setting): readonly Check[] {
  const env = { OSS_ACCESS_KEY_ID: account.accessKeyId, OSS_ACCESS_KEY_SECRET: account.accessKeySecret };
  return checksOf('credentials', {
    'a fixed pair': async () => {
      const pair = await fromStatic(account)();
      expectEqual(pair?.accessKeySecret, account.accessKeySecret);
      expectTrue(!JSON.stringify(pair).includes(account.accessKeySecret), 'JSON shows the secret.');
    },

    'the environment': async () => {
      const pair = await fromEnv({ env })();
      expectEqual(pair?.accessKeyId, account.accessKeyId);
    },

    'an environment without a pair is told': () =>
      expectError(() => fromEnv({ families: ['OSS'], env: {} })(), { code: 'NotConfigured' }),

    'a chain asks the next one': async () => {
      const pair = await createCredentialChain(fromEnv({ env: {} }), fromStatic(account))();
      expectEqual(pair?.accessKeyId, account.accessKeyId);
    },

    'a cache loads once for all, and again in time': async () => {
      let loads = 0;
      let nowMs = Date.parse('2026-01-02T03:04:05Z');
      const load = async () => {
        loads += 1;
        return { ...account, securityToken: `token-${loads}`, expiration: new Date(nowMs + 3_600_000) };
      };
      const source = cached(load, { now: () => nowMs });
      const pairs = await Promise.all(Array.from({ length: 100 }, () => source()));
      expectEqual([loads, new Set(pairs.map((pair) => pair?.securityToken)).size], [1, 1]);
      nowMs += 3_600_000;
      expectEqual([(await source())?.securityToken, loads], ['token-2', 2]);
    },

    'a role of STS, over fetch': async () => {
      for (const signature of ['v3', 'v1'] as const) {
        const roleArn = 'acs:ram::1234567890123456:role/reader';
        const options = { source: account, roleArn, sessionName: 'alice', endpoint: stsUrl, signature, env: {} };
        const pair = await fromAssumeRole(options)();
        expectEqual([pair?.accessKeyId, pair?.securityToken], ['STS.role', 'role-token']);
        expectTrue((pair?.expiration?.getTime() ?? 0) > Date.now(), 'The pair has no end that is to come.');
      }
    },

    'a URI, over fetch': async () => {
      const pair = await fromUri({ uri: `${stsUrl}/pair`, env: {} })();
      expectEqual([pair?.accessKeyId, pair?.securityToken], ['STS.uri', 'uri-token']);
    },
  });
}
