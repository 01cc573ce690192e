import { causeByCode, causeByEc } from './answer/causes-by-code.ts';
import { suspectByAnswer } from './answer/suspect-by-answer.ts';
import { type Finding, type Suspicion, suspect, weights } from './finding.ts';
import { showAll } from './mask.ts';
import { en } from './texts/en.ts';
import type { Texts } from './texts/texts.ts';
import { readHost } from './url/read-host.ts';
import { readSignature } from './url/read-signature.ts';
import { wordFindings } from './word-findings.ts';

/**
 * Says what one of OSS's codes means where nothing else is known: a code (`NoSuchKey`) or a detailed code, EC
 * (`0026-00000001`), in upper or lower case. `undefined` for codes that have no text.
 */
export function explainCode(asked: string, options: { readonly texts?: Texts | undefined } = {}): Finding | undefined {
  const codes = [...Object.keys(causeByCode), ...Object.keys(causeByEc)];
  const code = codes.find((one) => one.toLowerCase() === asked.toLowerCase());
  if (code === undefined) return undefined;
  const suspicion = code === 'AccessDenied' ? suspect(code, undefined, weights.left) : suspectByCode(code);
  const [finding] = suspicion === undefined ? [] : wordFindings([suspicion], options.texts ?? en, showAll);
  return finding && { ...finding, evidence: withoutGaps(finding.evidence) };
}

function suspectByCode(code: string): Suspicion | undefined {
  const isEc = Object.hasOwn(causeByEc, code);
  return suspectByAnswer(
    {
      status: 400,
      code: isEc ? undefined : code,
      ec: isEc ? code : undefined,
      message: '',
      details: {},
      serverTime: undefined,
      isDeleteMarker: false,
      succeeded: false,
    },
    { host: { ...readHost(''), name: '' }, signature: readSignature([]), key: '' },
  );
}

/** The texts name the object, the bucket and so on; here nobody knows them. */
function withoutGaps(text: string): string {
  return text
    .replace(/^""|(?<=(?:region|地域|リージョン) )""/, '"…"')
    .replaceAll(' ""', '')
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[.。,])/g, '');
}
