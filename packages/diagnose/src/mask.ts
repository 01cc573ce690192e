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
    return masked.replace(header, '$1***').replace(named, '$1***').replace(userInfo, '$1');
  };
}

/**
 * Finds what is secret in a URL, however damaged, or in a line of a canonical request: the values that follow the names of
 * secret parameters, and their pieces, since what is shown may be mended in part.
 */
export function secretsIn(text: string): readonly string[] {
  const values: string[] = [];
  let level = text;
  for (let depth = 0; depth < 4; depth += 1) {
    // Turns the fullwidth signs of Chinese and Japanese input into those of a URL.
    level = level.normalize('NFKC');
    for (const [, value = ''] of level.matchAll(secretValue)) values.push(value);
    level = decodePercent(level);
  }
  return values.flatMap((value) => {
    // A credential is the ID of the key and its scope, which is no secret.
    const own = value.replace(/(?:\/|%(?:25)*2F)\d{8}(?:\/|%(?:25)*2F).*$/is, '');
    return [value, own, ...own.split(/[^!-~]+|["'`\\<>]+/), ...own.split(/[^\w.-]+/)];
  });
}

// Anything that is wrapped or typeset breaks names too.
const gap = '[\\s\\xad\\u200b-\\u200d\\u2060]*';
const names = /* @__PURE__ */ ['signature', 'security[-_]token', 'credential', 'accesskeyid', 'authorization']
  .map((name) => name.replace(/\[.*?\]|\w(?!$)/g, `$&${gap}`))
  .join('|');
// No token comes near, and a whole book behind a URL is not to be searched for each of its words.
const maxSecretLength = 8192;
// Other signs than & part parameters only where a name follows: what broke a secret in two does not end it.
const next = '[;?#,|][\\w\\s"\'-]{0,40}[=:]';
const secretValue = /* @__PURE__ */ new RegExp(
  `(?:${names})[\\s\\\\"']*(?:[=:]|%(?:25)*3D)((?:(?!${next})[^&]){1,${maxSecretLength}})`,
  'gi',
);

// Shorter texts guard nothing, and would be found in the middle of words.
const minSecretLength = 6;

function formsOf(secret: string): readonly string[] {
  const decoded = decodePercent(secret);
  const encoded = encodeAny(decoded);
  const forms = [secret, decoded, encoded, encodeURIComponent(encoded), secret.trim()];
  // A host is shown in lower case, whatever stands in it.
  return forms.flatMap((form) => (form.length < minSecretLength ? [] : [form, form.toLowerCase()]));
}

const named =
  /((?:x-oss-signature|x-oss-security-token|x-oss-credential|security-token|\bsignature|ossaccesskeyid)(?:["']?\s*(?:=|:|%3D|%253D)\s*["']?))(?!\*\*\*)[^\s&"'<>,;]+/gi;
/** Its value has several words. */
const header = /(authorization["']?\s*(?:[=:]|%3D)\s*["']?)[^"'\r\n]+/gi;
// The last character of a scheme does: to look for whole ones would take a square of the time on a long word.
const userInfo = /([a-z0-9+.-]:\/\/)[^/@\s]*@/gi;
