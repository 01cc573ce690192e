import { definePlugin, OssError, type Plugin } from '@ossferry/contract';
import { type SigningKey, v4Signer } from '@ossferry/core-signer';
import { createSigningKey } from '@ossferry/core-signer/steps';
import { cached } from '@ossferry/credentials';

export interface KmsSigningOptions {
  readonly accessKeyId: string;
  /** Region ID of all requests, `cn-hangzhou` for example. */
  readonly region: string;
  /**
   * Asks the KMS or HSM for the key of a scope, `20260102/cn-hangzhou/oss/aliyun_v4_request`: 32 bytes, the end of a chain
   * of HMAC-SHA256 that begins with the key `aliyun_v4` + secret and takes one word of the scope at a time.
   */
  readonly deriveKey: (scope: string) => Promise<Uint8Array>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Signs with V4 while the secret stays in a KMS or HSM. What is here is a key that is good for one day and region. */
export function kmsSigning({ accessKeyId, region, deriveKey, now = Date.now }: KmsSigningOptions): Plugin {
  let keys: ReadonlyMap<string, SigningKey> = new Map();

  // A source of credentials may wait for the KMS, a signer may not. It is asked again every 5 minutes.
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
    signingKey(_secret, ...words) {
      const key = keys.get(scopeOf(...words));
      if (key !== undefined) return key;
      throw new OssError({
        code: 'SigningKeyMissing',
        phase: 'sign',
        message: `The KMS was not asked for a key of ${scopeOf(...words)}.`,
        advice: 'Check the region of the request and the clock of this machine.',
      });
    },
  });

  return definePlugin('kms-signing', (host) => {
    host.provide('credentials', credentials);
    host.provide('signer', signer);
  });
}

/** The key of the next day is here before it begins, and for a clock that OSS has corrected. */
const earlyMs = 15 * 60_000;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

function scopeOf(day: string, region: string, product: string): string {
  return `${day}/${region}/${product}/aliyun_v4_request`;
}
