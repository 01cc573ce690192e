import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HeaderMap } from '@ossferry/contract';
import { encodeParameters } from './sign-v1.ts';

export interface V3Request {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name; `host`, `content-type` and `x-acs-*` are signed. */
  readonly headers: HeaderMap;
  readonly body: string;
}

export interface V3Signature {
  readonly authorization: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/**
 * Signs a request with ACS3-HMAC-SHA256, as described on the page "V3 request structure and signature". `headers` must
 * already contain `x-acs-content-sha256`; see {@link hashOf}.
 */
export function signV3(request: V3Request, accessKeyId: string, accessKeySecret: string): V3Signature {
  const { method, query, headers, body } = request;
  const names = Object.keys(headers).filter(isSigned).sort();
  const signedHeaders = names.join(';');
  const canonicalHeaders = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  const canonicalRequest = [method, '/', encodeParameters(query), canonicalHeaders, signedHeaders, hashOf(body)].join(
    '\n',
  );
  const stringToSign = `ACS3-HMAC-SHA256\n${hashOf(canonicalRequest)}`;
  const signature = bytesToHex(hmac(sha256, encoder.encode(accessKeySecret), encoder.encode(stringToSign)));
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { authorization, canonicalRequest, stringToSign };
}

/** Returns the SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export function hashOf(text: string): string {
  return bytesToHex(sha256(encoder.encode(text)));
}

const encoder = new TextEncoder();

function isSigned(name: string): boolean {
  return name === 'host' || name === 'content-type' || name.startsWith('x-acs-');
}
