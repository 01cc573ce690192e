import { findDamage } from './url/find-damage.ts';

/**
 * Repairs a URL that chat programs, mail, HTML, JSON or punctuation damaged, as far as possible. Unlike in a report, secrets are
 * not masked: the result is a secret. Throws an `OssError`, `UrlTooLong`, above 65 536 characters.
 */
export function repairUrl(url: string): string {
  return findDamage(url).url;
}
