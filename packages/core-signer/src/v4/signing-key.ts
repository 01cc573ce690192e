import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { refusal } from '../refusal.ts';
import { utf8 } from '../utf8.ts';

/** The key for everything that one secret signs on one day, in one region, for one product. */
export interface SigningKey {
  /** What the key is good for: `20260102/cn-hangzhou/oss/aliyun_v4_request`. */
  readonly scope: string;
  /** HMAC-SHA256 of a text in lower-case hex: the signature. */
  readonly sign: (stringToSign: string) => string;
}

/** Gives the key for a secret, a date (`20260102`), a region and a product (`oss`, `oss-cloudbox`). */
export type SigningKeySource = (accessKeySecret: string, date: string, region: string, product: string) => SigningKey;

/** Remembers the last key and no more, since a signer rarely needs a second one within a day. */
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

/** The one key that the stand-alone functions share. */
export const sharedSigningKey: SigningKeySource = /* @__PURE__ */ signingKeyCache();

/** Wraps a derived key of 32 bytes. */
export function createSigningKey(scope: string, key: Uint8Array): SigningKey {
  // HMAC hashes a block made of the key before anything else. That state is kept, and copied for each signature into
  // one that lasts: deriving and allocating them anew costs more than the signature itself.
  const keyed = hmac.create(sha256, key);
  const working = keyed.clone();
  return { scope, sign: (stringToSign) => bytesToHex(keyed._cloneInto(working).update(utf8(stringToSign)).digest()) };
}

// Each step narrows what the key can sign, so a leaked one is of use for one day, region and product only.
function deriveKey(accessKeySecret: string, date: string, region: string, product: string): Uint8Array {
  requireScope('region', region);
  requireScope('product', product);
  const dateKey = hmacSha256(utf8(`aliyun_v4${accessKeySecret}`), date);
  const regionKey = hmacSha256(dateKey, region);
  const productKey = hmacSha256(regionKey, product);
  return hmacSha256(productKey, 'aliyun_v4_request');
}

function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  return hmac(sha256, key, utf8(text));
}

function requireScope(part: 'region' | 'product', value: string): void {
  if (/^[a-z0-9-]+$/.test(value) && !(part === 'region' && value.startsWith('oss-'))) return;
  throw refusal(
    part === 'region' ? 'InvalidRegion' : 'InvalidProduct',
    `${JSON.stringify(value)} is not a ${part} that V4 signs.`,
    part === 'region' ? 'Give the general region ID, cn-hangzhou for example.' : 'Give oss, or oss-cloudbox.',
  );
}
