import { decodePercent, encodeAny } from './url/percent-decode.ts';

/** Replaces what is secret in a text. */
export type Mask = (text: string) => string;

/** Shows everything: for `showSecrets`. */
export const showAll: Mask = (text) => text;

/** Shows enough of a secret to recognise it and too little to use it. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '***' : `${secret.slice(0, 4)}***${secret.slice(-4)}`;
}

/** Makes a mask that knows secrets by their value, however often they are percent-encoded, and by the names before them. */
export function maskOf(secrets: readonly (string | undefined)[]): Mask {
  const forms = secrets.flatMap((secret) => (secret === undefined ? [] : formsOf(secret)));
  // The longest first: one secret may be a part of another.
  const known = [...new Set(forms)].toSorted((left, right) => right.length - left.length);
  return (text) => {
    let masked = text;
    for (const form of known) masked = masked.replaceAll(form, '***');
    return masked.replace(named, '$1***').replace(userInfo, '$1');
  };
}

/** Finds what is secret in a URL, however damaged, or in a canonical request: the values that follow the names of secret parameters. */
export function secretsIn(url: string): readonly string[] {
  const texts = [url, decodePercent(url), decodePercent(decodePercent(url))];
  const values = texts.flatMap((text) => [...text.matchAll(secretValue)].map(([, value = '']) => value));
  // A credential is the ID of the key and its scope, which is no secret.
  return values.flatMap((value) => [value, value.replace(/(?:\/|%(?:25)*2F)\d{8}(?:\/|%(?:25)*2F).*$/i, '')]);
}

const secretValue =
  /(?:x-oss-signature|x-oss-security-token|x-oss-credential|security-token|signature|ossaccesskeyid)(?:=|:|%(?:25)*3D)([^&#\s"'<>\\]+)/gi;

// Shorter texts guard nothing, and would be found in the middle of words.
const shortestSecret = 6;

function formsOf(secret: string): readonly string[] {
  const decoded = decodePercent(secret);
  const encoded = encodeAny(decoded);
  const forms = [secret, decoded, encoded, encodeURIComponent(encoded), secret.trim()];
  return forms.filter((form) => form.length >= shortestSecret);
}

const named =
  /((?:x-oss-signature|x-oss-security-token|x-oss-credential|security-token|\bsignature|ossaccesskeyid|authorization)(?:["']?\s*(?:=|:|%3D|%253D)\s*["']?))(?!\*\*\*)[^\s&"'<>,;]+/gi;
const userInfo = /([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi;
