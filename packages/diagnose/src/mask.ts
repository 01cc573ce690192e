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

/**
 * Finds the secrets in a URL, damaged or not, or in a line of a canonical request: the values after the names of secret
 * parameters, and pieces of these values, since repairs can be partial.
 */
export function secretsIn(text: string): readonly string[] {
  const values: string[] = [];
  let level = text;
  for (let depth = 0; depth < 4; depth += 1) {
    // Converts fullwidth characters, which Chinese and Japanese input methods produce, to those of a URL.
    level = level.normalize('NFKC');
    for (const [, value = ''] of level.matchAll(secretValue)) values.push(value);
    level = decodePercent(level);
  }
  return values.flatMap((value) => {
    // A credential consists of the key ID and the scope, which is not secret.
    const own = value.replace(/(?:\/|%(?:25)*2F)\d{8}(?:\/|%(?:25)*2F).*$/is, '');
    return [value, own, ...own.split(/[^!-~]+|["'`\\<>]+/), ...own.split(/[^\w.-]+/)];
  });
}

// Line wrapping and typesetting can break names, too.
const gap = '[\\s\\xad\\u200b-\\u200d\\u2060]*';
const names = /* @__PURE__ */ ['signature', 'security[-_]token', 'credential', 'accesskeyid', 'authorization']
  .map((name) => name.replace(/\[.*?\]|\w(?!$)/g, `$&${gap}`))
  .join('|');
// Much longer than any token. Limits the work if the URL is followed by long text.
const maxSecretLength = 8192;
// Characters other than & end a value only before another name: they may also be damage inside a secret.
const next = '[;?#,|][\\w\\s"\'-]{0,40}[=:]';
const secretValue = /* @__PURE__ */ new RegExp(
  `(?:${names})[\\s\\\\"']*(?:[=:]|%(?:25)*3D)((?:(?!${next})[^&]){1,${maxSecretLength}})`,
  'gi',
);

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
