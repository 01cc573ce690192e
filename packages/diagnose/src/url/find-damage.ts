import { type Candidate, makeCandidate, weights } from '../finding.ts';
import { checkUrlLength } from './check-url-length.ts';
import { repairParameters } from './repair-parameters.ts';
import { repairText } from './repair-text.ts';
import { joinUrl, splitUrl, type UrlParts } from './split-url.ts';

/** A URL without its damage. */
export interface RepairedUrl {
  /** The original URL, as far as it can be restored. A secret. */
  readonly url: string;
  readonly parts: UrlParts;
  /** All damage that was found, repaired or not. */
  readonly defects: readonly Candidate[];
}

/**
 * Finds and repairs the damage that URLs suffer between signer and recipient.
 *
 * @throws OssError UrlTooLong
 */
export function findDamage(text: string): RepairedUrl {
  checkUrlLength(text);
  const repairedText = repairText(text);
  const split = splitUrl(repairedText.value);
  const { value: parts, defects } = repairParameters(split);
  const notUrl =
    split.scheme === '' || split.host === '' || !/^https?$/.test(split.scheme)
      ? [makeCandidate('NotAUrl', undefined, weights.damaged)]
      : [];
  return { url: joinUrl(parts), parts, defects: [...notUrl, ...repairedText.defects, ...defects] };
}
