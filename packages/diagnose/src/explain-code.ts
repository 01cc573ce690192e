import { describeFindings } from './describe-findings.ts';
import { type Candidate, type Finding, makeCandidate, weights } from './finding.ts';
import { showAll } from './mask.ts';
import { causeByCode, causeByEc } from './response/causes-by-code.ts';
import { diagnoseResponse } from './response/diagnose-response.ts';
import { en } from './texts/en.ts';
import type { Texts } from './texts/texts.ts';
import { readHost } from './url/read-host.ts';
import { readSignature } from './url/read-signature.ts';

/**
 * Explains an error code of OSS without a request: a code (`NoSuchKey`) or a detailed code, EC (`0026-00000001`), in any case.
 * Returns `undefined` for unknown codes.
 */
export function explainCode(name: string, options: { readonly texts?: Texts | undefined } = {}): Finding | undefined {
  const codes = [...Object.keys(causeByCode), ...Object.keys(causeByEc)];
  const code = codes.find((other) => other.toLowerCase() === name.toLowerCase());
  if (code === undefined) return undefined;
  const candidate = code === 'AccessDenied' ? makeCandidate(code, undefined, weights.fallback) : candidateOfCode(code);
  const [finding] = candidate === undefined ? [] : describeFindings([candidate], options.texts ?? en, showAll);
  return finding && { ...finding, evidence: removePlaceholders(finding.evidence) };
}

function candidateOfCode(code: string): Candidate | undefined {
  const isEc = Object.hasOwn(causeByEc, code);
  return diagnoseResponse(
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

/** Removes the empty names of objects, buckets and so on, which are unknown here. */
function removePlaceholders(text: string): string {
  return text
    .replace(/^""|(?<=(?:region|地域|リージョン) )""/, '"…"')
    .replaceAll(' ""', '')
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[.。,])/g, '')
    .replace(/(?<=[^ -~]) (?=[^ -~])/g, ''); // Chinese and Japanese have no spaces between words.
}
