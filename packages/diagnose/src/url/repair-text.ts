import { makeCandidate, weights } from '../finding.ts';
import { decodePercent } from './percent-decode.ts';
import { applyRepairs, type Repair } from './repair.ts';

type TextRepair = (text: string) => Repair<string>;

/** Repairs the text of a URL before parsing: removes escapes and punctuation of the text that it was copied from. */
export function repairText(text: string): Repair<string> {
  const steps = [unwrap, unescapeHtml, unescapeBackslashes, undoDoubleEncoding, removeWhitespace, escapeFragment];
  return applyRepairs(text, steps);
}

// Here and below, the lookbehind prevents a match from starting inside a run of characters: otherwise, long runs would
// take quadratic time.
const leading = /^[\s"'`<([{“”‘’「『《（【]+/;
const mark = /(?:[\s"'`<>)\]}“”‘’」』》）】,;。，、；！？]|%22|%27|%3E)/.source;
const trailing: RegExp = /* @__PURE__ */ new RegExp(`(?<!${mark})${mark}+$`, 'i');
/** These can be part of a value, but not of a signature. */
const sentenceEnd = /(?<![.:!?…])[.:!?…]+$/;
/** The start of the last parameter, if it is the signature. */
const signatureParameter = /(?:^&|\?)(?:x-oss-signature|Signature)=/i;

const unwrap: TextRepair = (text) => {
  const start = leading.exec(text)?.[0] ?? '';
  const rest = text.slice(start.length);
  let value = rest.replace(trailing, '');
  if (signatureParameter.test(value.slice(Math.max(0, value.lastIndexOf('&'))))) {
    value = value.replace(sentenceEnd, '').replace(trailing, '');
  }
  const found = `${start}${rest.slice(value.length)}`.trim();
  // Surrounding whitespace alone is harmless: clients trim it.
  return { value, defects: found === '' ? [] : [makeCandidate('WrappedInPunctuation', { found }, weights.damaged)] };
};

const unescapeHtml: TextRepair = (text) => {
  const found = /&(?:amp|#38|#x26);/i.exec(text)?.[0];
  if (found === undefined) return { value: text, defects: [] };
  const value = text.replace(/&(?:(?:amp|#38|#x26);)+/gi, '&');
  return { value, defects: [makeCandidate('AmpersandEscaped', { found }, weights.damaged)] };
};

const unescapeBackslashes: TextRepair = (text) => {
  const found = /(?<!\\)\\+(?:u00[23][0-9a-f]|x[23][0-9a-f]|[&?=/%~])/i.exec(text)?.[0];
  if (found === undefined) return { value: text, defects: [] };
  const value = text
    .replace(/(?<!\\)\\+(?:u00|x)([23][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/(?<!\\)\\+([&?=/%~])/g, '$1');
  return { value, defects: [makeCandidate('BackslashEscaped', { found }, weights.damaged)] };
};

/** A slash in the credential, a base64 character or a separator of header names, encoded twice. No signer writes these. */
const doubleEncoded =
  /(?:x-oss-credential=[^&=]*%252F|(?:[?&]Signature|security-token)=[^&=]*%25(?:2F|2B|3D)|additional-headers=[^&=]*%253B)/i;

const undoDoubleEncoding: TextRepair = (text) => {
  if (/^https?%3A%2F%2F/i.test(text)) {
    return {
      value: decodePercent(text),
      defects: [makeCandidate('EncodedTwice', { where: 'https%3A%2F%2F' }, weights.damaged)],
    };
  }
  const where = doubleEncoded.exec(text)?.[0];
  if (where === undefined) return { value: text, defects: [] };
  const value = text.replace(/%25([0-9a-f]{2})/gi, '%$1');
  const shown = where.slice(where.toLowerCase().lastIndexOf('%25'));
  return { value, defects: [makeCandidate('EncodedTwice', { where: shown }, weights.damaged)] };
};

const removeWhitespace: TextRepair = (text) => {
  const value = text
    .replace(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? '' : blanks))
    .replace(
      /^([^?]*)(.*)$/s,
      (_, path: string, query: string) => `${path.replace(/\s/g, '%20')}${removeWhitespaceInQuery(query)}`,
    )
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  return { value, defects: value === text ? [] : [makeCandidate('WhitespaceInUrl', undefined, weights.damaged)] };
};

/** Removes whitespace from values of the signature; encodes it in other values, such as file names. */
function removeWhitespaceInQuery(query: string): string {
  return query
    .split('&')
    .map((parameter) => {
      const equals = parameter.indexOf('=');
      if (equals < 0) return parameter;
      const name = parameter.slice(0, equals).replace(/\s/g, '');
      return `${name}${parameter.slice(equals).replace(/\s/g, signatureValue.test(name) ? '' : '%20')}`;
    })
    .join('&');
}

const signatureValue = /^\??(?:x-oss-(?:signature|credential|date|expires|security)|Signature|Expires|OSSAccessKeyId)/i;

const escapeFragment: TextRepair = (text) => {
  const hash = text.indexOf('#');
  if (hash < 0) return { value: text, defects: [] };
  const query = text.indexOf('?', hash);
  const isInKey = query >= 0 && /signature|OSSAccessKeyId/i.test(text.slice(query));
  // A fragment at the end is harmless: clients do not send it.
  if (!isInKey) return { value: text.slice(0, hash), defects: [] };
  return { value: text.replaceAll('#', '%23'), defects: [makeCandidate('FragmentInUrl', undefined, weights.damaged)] };
};
