import { type Suspicion, suspect, weights } from '../finding.ts';
import { checkUrlLength } from './check-url-length.ts';
import { mendParameters } from './mend-parameters.ts';
import { mendText } from './mend-text.ts';
import { joinUrl, splitUrl, type UrlParts } from './split-url.ts';

/** A URL without the damage that it took on its way. */
export interface MendedUrl {
  /** As it was before, as far as that can be known. It is a secret. */
  readonly url: string;
  readonly parts: UrlParts;
  /** What was found; that which could not be mended too. */
  readonly damages: readonly Suspicion[];
}

/**
 * Finds and mends what happens to URLs between the one who signs and the one who downloads.
 *
 * @throws OssError UrlTooLong
 */
export function findDamage(text: string): MendedUrl {
  checkUrlLength(text);
  const mendedText = mendText(text);
  const split = splitUrl(mendedText.value);
  const { value: parts, damages } = mendParameters(split);
  const noUrl =
    split.scheme === '' || split.host === '' || !/^https?$/.test(split.scheme)
      ? [suspect('NotAUrl', undefined, weights.damaged)]
      : [];
  return { url: joinUrl(parts), parts, damages: [...noUrl, ...mendedText.damages, ...damages] };
}
