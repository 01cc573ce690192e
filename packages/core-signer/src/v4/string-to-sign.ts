import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256After } from './sha256-after.ts';
import { textBytes } from './text-bytes.ts';

/** The name of the V4 algorithm in the URL, the header and the string to sign. */
export const signatureVersion = 'OSS4-HMAC-SHA256';

/** Combines the hash of a canonical request with a time (`20260102T030405Z`) and the scope of the signing key. */
export function stringToSign(signingTime: string, scope: string, canonicalRequest: string): string {
  const hash = bytesToHex(sha256(textBytes(canonicalRequest)));
  return `${signatureVersion}\n${signingTime}\n${scope}\n${hash}`;
}

const sha256 = /* @__PURE__ */ sha256After(/* @__PURE__ */ new Uint8Array());
