import { decodePercent } from './url/percent-decode.ts';

/**
 * Finds the secrets in a URL, damaged or not, or in a line of a canonical request: the values after the names of secret
 * parameters, and pieces of these values, since repairs can be partial. If a name is damaged itself, its value is found by
 * its length.
 */
export function secretsIn(text: string): readonly string[] {
  const found: string[] = [];
  let level = text;
  for (let depth = 0; depth < 4; depth += 1) {
    // Converts fullwidth characters, which Chinese and Japanese input methods produce, to those of a URL.
    level = level.normalize('NFKC');
    for (const [, value = ''] of level.matchAll(secretValue)) found.push(...piecesOf(value));
    // Names can be damaged, too: `x-oss-signatur=…` is a secret.
    for (const parameter of level.split(/[?&]/).slice(1)) {
      if (!shown.test(parameter)) found.push(...(parameter.match(longRun) ?? []));
    }
    level = decodePercent(level);
  }
  return found;
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

function piecesOf(value: string): readonly string[] {
  // A credential consists of the key ID and the scope, which is not secret.
  const own = value.replace(/(?:\/|%(?:25)*2F)\d{8}(?:\/|%(?:25)*2F).*$/is, '');
  return [value, own, ...own.split(/[^!-~]+|["'`\\<>]+/), ...own.split(/[^\w.-]+/)];
}

// At least as long as a V1 signature: no signature or token is shorter.
const longRun = /[\w+/%-]{28,}=*/g;
/**
 * Parameters with long values that are not secret, where a second = may be that of the next parameter, and text that is
 * encoded again.
 */
const shown = /^(?:response-|x-oss-process=|callback|(?:versionId|uploadId|x-oss-additional-headers)=[^=]*$)|%(25)*26/i;
