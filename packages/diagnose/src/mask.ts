import { decodePercent, encodeAny } from './url/percent-decode.ts';

/** Replaces the secrets in a text. */
export type Mask = (text: string) => string;

/** Masks nothing: for `showSecrets`. */
export const showAll: Mask = (text) => text;

/** Keeps enough of a secret to recognise it, but too little to use it. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '***' : `${secret.slice(0, 4)}***${secret.slice(-4)}`;
}

/** Makes a mask that finds secrets by value, percent-encoded up to twice, and by the names before them. */
export function maskOf(secrets: readonly (string | undefined)[]): Mask {
  const forms = secrets.flatMap((secret) => (secret === undefined ? [] : formsOf(secret)));
  // Longest first: one secret may be part of another.
  const known = [...new Set(forms)].toSorted((left, right) => right.length - left.length);
  return (text) => {
    let masked = text;
    for (const form of known) masked = masked.replaceAll(form, '***');
    return masked.replace(header, '$1***').replace(named, '$1***').replace(userInfo, '$1');
  };
}

// Shorter pieces are useless to an attacker, and would match parts of words.
const minSecretLength = 6;

function formsOf(secret: string): readonly string[] {
  const decoded = decodePercent(secret);
  const encoded = encodeAny(decoded);
  const forms = [secret, decoded, encoded, encodeURIComponent(encoded), secret.trim()];
  // Reports show the host in lower case.
  return forms.flatMap((form) => (form.length < minSecretLength ? [] : [form, form.toLowerCase()]));
}

const named =
  /((?:x-oss-signature|x-oss-security-token|x-oss-credential|security-token|\bsignature|ossaccesskeyid)(?:["']?\s*(?:=|:|%3D|%253D)\s*["']?))(?!\*\*\*)[^\s&"'<>,;]+/gi;
/** The value of this header contains spaces. */
const header = /(authorization["']?\s*(?:[=:]|%3D)\s*["']?)[^"'\r\n]+/gi;
// One character of the scheme is enough: matching whole schemes would take quadratic time on long words.
const userInfo = /([a-z0-9+.-]:\/\/)[^/@\s]*@/gi;
