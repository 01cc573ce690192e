import { type Suspicion, suspect, weights } from '../finding.ts';
import type { Mending } from './mending.ts';
import { decodePercent } from './percent-decode.ts';

type TextMending = (text: string) => Mending<string>;

/** Mends what can be seen before a URL is taken apart: escapes and wrappings of the text that it was copied out of. */
export function mendText(text: string): Mending<string> {
  const steps: readonly TextMending[] = [unwrap, unescapeHtml, unescapeBackslashes, decodeAll, closeUp, escapeFragment];
  let value = text;
  const damages: Suspicion[] = [];
  for (const step of steps) {
    const mending = step(value);
    value = mending.value;
    damages.push(...mending.damages);
  }
  return { value, damages };
}

// What stands in front of a run is ruled out, here and below: a search that began anew at each sign of a long run, or at
// each name of many, would take a square of the time.
const leading = /^[\s"'`<([{“”‘’「『《（【]+/;
const mark = /(?:[\s"'`<>)\]}“”‘’」』》）】,;。，、；！？]|%22|%27|%3E)/.source;
const trailing: RegExp = /* @__PURE__ */ new RegExp(`(?<!${mark})${mark}+$`, 'i');
/** These may end a value that is not a signature. */
const sentenceEnd = /(?<![.:!?…])[.:!?…]+$/;
/** Begins the last parameter, or whatever follows the last `?`. */
const signatureParameter = /(?:^&|\?)(?:x-oss-signature|Signature)=/i;

const unwrap: TextMending = (text) => {
  const start = leading.exec(text)?.[0] ?? '';
  const rest = text.slice(start.length);
  let value = rest.replace(trailing, '');
  if (signatureParameter.test(value.slice(Math.max(0, value.lastIndexOf('&'))))) {
    value = value.replace(sentenceEnd, '').replace(trailing, '');
  }
  const found = `${start}${rest.slice(value.length)}`.trim();
  // Everybody trims blanks; they do no harm by themselves.
  return { value, damages: found === '' ? [] : [suspect('WrappedInPunctuation', { found }, weights.damaged)] };
};

const unescapeHtml: TextMending = (text) => {
  const found = /&(?:amp|#38|#x26);/i.exec(text)?.[0];
  if (found === undefined) return { value: text, damages: [] };
  const value = text.replace(/&(?:(?:amp|#38|#x26);)+/gi, '&');
  return { value, damages: [suspect('AmpersandEscaped', { found }, weights.damaged)] };
};

const unescapeBackslashes: TextMending = (text) => {
  const found = /(?<!\\)\\+(?:u00[23][0-9a-f]|x[23][0-9a-f]|[&?=/%~])/i.exec(text)?.[0];
  if (found === undefined) return { value: text, damages: [] };
  const value = text
    .replace(/(?<!\\)\\+(?:u00|x)([23][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?<!\\)\\+([&?=/%~])/g, '$1');
  return { value, damages: [suspect('BackslashEscaped', { found }, weights.damaged)] };
};

/** A slash of the credential, a sign of base64 or the separator of header names, encoded once more; no signer writes these. */
const twice =
  /(?:x-oss-credential=[^&=]*%252F|(?:[?&]Signature|security-token)=[^&=]*%25(?:2F|2B|3D)|additional-headers=[^&=]*%253B)/i;

const decodeAll: TextMending = (text) => {
  if (/^https?%3A%2F%2F/i.test(text)) {
    return {
      value: decodePercent(text),
      damages: [suspect('EncodedTwice', { where: 'https%3A%2F%2F' }, weights.damaged)],
    };
  }
  const where = twice.exec(text)?.[0];
  if (where === undefined) return { value: text, damages: [] };
  const value = text.replace(/%25([0-9a-f]{2})/gi, '%$1');
  const shown = where.slice(where.toLowerCase().lastIndexOf('%25'));
  return { value, damages: [suspect('EncodedTwice', { where: shown }, weights.damaged)] };
};

const closeUp: TextMending = (text) => {
  const value = text
    .replace(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? '' : blanks))
    .replace(
      /^([^?]*)(.*)$/s,
      (_, path: string, query: string) => `${path.replace(/\s/g, '%20')}${closeUpQuery(query)}`,
    )
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  return { value, damages: value === text ? [] : [suspect('WhitespaceInUrl', undefined, weights.damaged)] };
};

/** Values that a signature is made of hold no blank; others, such as file names, may have lost the escape of theirs. */
function closeUpQuery(query: string): string {
  return query
    .split('&')
    .map((parameter) => {
      const equals = parameter.indexOf('=');
      if (equals < 0) return parameter;
      const name = parameter.slice(0, equals).replace(/\s/g, '');
      return `${name}${parameter.slice(equals).replace(/\s/g, ownParameter.test(name) ? '' : '%20')}`;
    })
    .join('&');
}

const ownParameter = /^\??(?:x-oss-(?:signature|credential|date|expires|security)|Signature|Expires|OSSAccessKeyId)/i;

const escapeFragment: TextMending = (text) => {
  const hash = text.indexOf('#');
  if (hash < 0) return { value: text, damages: [] };
  const query = text.indexOf('?', hash);
  const isInKey = query >= 0 && /signature|OSSAccessKeyId/i.test(text.slice(query));
  // Clients never send a fragment, so one that stands behind everything does no harm.
  if (!isInKey) return { value: text.slice(0, hash), damages: [] };
  return { value: text.replaceAll('#', '%23'), damages: [suspect('FragmentInUrl', undefined, weights.damaged)] };
};
