import { definePlugin, OssError, type Plugin } from '@ossferry/contract';
import { type SigningKey, v4Signer } from '@ossferry/core-signer';
import { createSigningKey } from '@ossferry/core-signer/steps';
import { cached } from '@ossferry/credentials';

export interface KmsSigningOptions {
  readonly accessKeyId: string;
  /** Region ID of all requests, for example `cn-hangzhou`. */
  readonly region: string;
  /**
   * Lets the KMS or HSM derive the signing key of a scope, for example `20260102/cn-hangzhou/oss/aliyun_v4_request`: 32
   * bytes, from a chain of HMAC-SHA256 that starts with the key `aliyun_v4` + secret, with each part of the scope in turn.
   */
  readonly deriveKey: (scope: string) => Promise<Uint8Array>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Signs with V4 while the secret stays in a KMS or HSM. This process has only keys for one day and region each. */
export function kmsSigning({ accessKeyId, region, deriveKey, now = Date.now }: KmsSigningOptions): Plugin {
  let keys: ReadonlyMap<string, SigningKey> = new Map();

  // The source of credentials calls the KMS, because a signer must be synchronous. It runs every 5 minutes.
  const credentials = cached(
    async function kms() {
      const days = new Set([dayOf(now()), dayOf(now() + earlyMs)]);
      const found = [...days].map(async (day) => {
        const scope = scopeOf(day, region, 'oss');
        return [scope, keys.get(scope) ?? createSigningKey(scope, await deriveKey(scope))] as const;
      });
      keys = new Map(await Promise.all(found));
      return { accessKeyId, accessKeySecret: 'stays-in-the-kms' };
    },
    { now },
  );

  const signer = v4Signer({
    signingKey(_secret, ...scope) {
      const key = keys.get(scopeOf(...scope));
      if (key !== undefined) return key;
      throw new OssError({
        code: 'SigningKeyMissing',
        phase: 'sign',
        message: `There is no signing key for ${scopeOf(...scope)}.`,
        advice: 'Check the region of the request and the clock of this machine.',
      });
    },
  });

  return definePlugin('kms-signing', (host) => {
    host.provide('credentials', credentials);
    host.provide('signer', signer);
  });
}

/** The key of the next day is derived early, also because OSS may correct the clock. */
const earlyMs = 15 * 60_000;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

function scopeOf(day: string, region: string, product: string): string {
  return `${day}/${region}/${product}/aliyun_v4_request`;
}
