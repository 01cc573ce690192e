import { findDamage } from './url/find-damage.ts';

/**
 * Gives a URL as it was before chat programs, mail, HTML, JSON or punctuation changed it, as far as that can be known.
 * Unlike a report, the result is the URL itself: a secret. Throws an `OssError`, `UrlTooLong`, above 65 536 characters.
 */
export function mendUrl(url: string): string {
  return findDamage(url).url;
}
