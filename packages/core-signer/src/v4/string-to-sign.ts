import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '../utf8.ts';

/** Names the V4 algorithm, in the URL, in the header and in what is signed. */
export const signatureVersion = 'OSS4-HMAC-SHA256';

/** Binds the hash of a canonical request to a time (`20260102T030405Z`) and to the scope of the signing key. */
export function stringToSign(signingTime: string, scope: string, canonicalRequest: string): string {
  return `${signatureVersion}\n${signingTime}\n${scope}\n${bytesToHex(sha256(utf8(canonicalRequest)))}`;
}
