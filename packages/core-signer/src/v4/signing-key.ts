import { bytesToHex } from '@noble/hashes/utils.js';
import { signError } from '../sign-error.ts';
import { utf8 } from '../utf8.ts';
import { hmacSha256 } from './hmac-sha256.ts';

/** A signing key: valid for one secret, day, region and product. */
export interface SigningKey {
  /** The scope of the key: `20260102/cn-hangzhou/oss/aliyun_v4_request`. */
  readonly scope: string;
  /** Step 4 of V4: returns the signature, the HMAC-SHA256 of the string to sign in lower-case hex. */
  readonly sign: (stringToSign: string) => string;
}

/** Returns the key for a secret, a date (`20260102`), a region and a product (`oss`, `oss-cloudbox`). */
export type SigningKeySource = (accessKeySecret: string, date: string, region: string, product: string) => SigningKey;

/** Creates a cache of the last key only: a signer rarely needs a second one per day, and fewer secrets stay in memory. */
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

/** The cache that `signUrl` and `signHeaders` share. */
export const sharedSigningKey: SigningKeySource = /* @__PURE__ */ signingKeyCache();

/** Creates a signing key from a derived key of 32 bytes. */
export function createSigningKey(scope: string, key: Uint8Array): SigningKey {
  const hmac = hmacSha256(key);
  return { scope, sign: (stringToSign) => bytesToHex(hmac(stringToSign)) };
}

/**
 * Step 3 of V4: derives the signing key (32 bytes) from the secret with a chain of HMAC-SHA256, whose arguments are key
 * and message. A leaked key can sign only for its day, region and product.
 *
 * ```text
 * dateKey     = HMAC("aliyun_v4" + secret, date)
 * regionKey   = HMAC(dateKey, region)
 * productKey  = HMAC(regionKey, product)
 * signingKey  = HMAC(productKey, "aliyun_v4_request")
 * ```
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
function deriveKey(accessKeySecret: string, date: string, region: string, product: string): Uint8Array {
  const dateKey = hmacSha256(utf8(`aliyun_v4${accessKeySecret}`))(date);
  const regionKey = hmacSha256(dateKey)(requireRegion(region));
  const productKey = hmacSha256(regionKey)(product);
  return hmacSha256(productKey)('aliyun_v4_request');
}

function requireRegion(region: string): string {
  if (/^(?!oss-)[a-z0-9-]+$/.test(region)) return region;
  throw signError('InvalidRegion', `${JSON.stringify(region)} is not a region ID.`, 'Use one like cn-hangzhou.');
}
