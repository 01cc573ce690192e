import { bytesToHex } from '@noble/hashes/utils.js';
import { refusal } from '../refusal.ts';
import { utf8 } from '../utf8.ts';
import { hmacSha256 } from './hmac-sha256.ts';

/** A signing key: valid for one secret, day, region and product. */
export interface SigningKey {
  /** The scope of the key: `20260102/cn-hangzhou/oss/aliyun_v4_request`. */
  readonly scope: string;
  /** Returns the HMAC-SHA256 in lower-case hex. */
  readonly sign: (stringToSign: string) => string;
}

/** Returns the key for a secret, a date (`20260102`), a region and a product (`oss`, `oss-cloudbox`). */
export type SigningKeySource = (accessKeySecret: string, date: string, region: string, product: string) => SigningKey;

/** Caches only the last key: a signer rarely needs a second one within a day, and fewer secrets stay in memory. */
export function signingKeyCache(): SigningKeySource {
  let lastSecret: string | undefined;
  let lastKey: SigningKey | undefined;
  return (accessKeySecret, date, region, product) => {
    const scope = `${date}/${region}/${product}/aliyun_v4_request`;
    if (lastKey?.scope !== scope || lastSecret !== accessKeySecret) {
      lastKey = createSigningKey(scope, deriveKey(accessKeySecret, date, region, product));
      lastSecret = accessKeySecret;
    }
    return lastKey;
  };
}

/** The key cache that the standalone functions share. */
export const sharedSigningKey: SigningKeySource = /* @__PURE__ */ signingKeyCache();

/** Creates a signing key from a derived key of 32 bytes. */
export function createSigningKey(scope: string, key: Uint8Array): SigningKey {
  const hmac = hmacSha256(key);
  return { scope, sign: (stringToSign) => bytesToHex(hmac(stringToSign)) };
}

// Each step narrows what the key can sign, so a leaked one is of use for one day, region and product only.
function deriveKey(accessKeySecret: string, date: string, region: string, product: string): Uint8Array {
  const dateKey = hmacSha256(utf8(`aliyun_v4${accessKeySecret}`))(date);
  const regionKey = hmacSha256(dateKey)(requireRegion(region));
  const productKey = hmacSha256(regionKey)(product);
  return hmacSha256(productKey)('aliyun_v4_request');
}

function requireRegion(region: string): string {
  if (/^(?!oss-)[a-z0-9-]+$/.test(region)) return region;
  throw refusal('InvalidRegion', `${JSON.stringify(region)} is no region ID.`, 'Give one like cn-hangzhou.');
}
