import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256WithPrefix } from './sha256-with-prefix.ts';
import { textBytes } from './text-bytes.ts';

/** The name of the V4 algorithm in the URL, the header and the string to sign. */
export const signatureVersion = 'OSS4-HMAC-SHA256';

/**
 * Step 2 of V4: writes the string to sign, four fields separated by line feeds.
 *
 * ```text
 * algorithm     OSS4-HMAC-SHA256
 * signing time  20260102T030405Z, equal to x-oss-date
 * scope         20260102/cn-hangzhou/oss/aliyun_v4_request
 * hash          SHA-256 of the canonical request in lower-case hex
 * ```
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function stringToSign(signingTime: string, scope: string, canonicalRequest: string): string {
  const hash = bytesToHex(sha256(textBytes(canonicalRequest)));
  return `${signatureVersion}\n${signingTime}\n${scope}\n${hash}`;
}

const sha256 = /* @__PURE__ */ sha256WithPrefix(/* @__PURE__ */ new Uint8Array());
