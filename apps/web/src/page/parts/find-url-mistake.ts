import { httpOrigins } from '../state/demo.ts';

/**
 * `hasSpace`: white space or an invisible character inside. `notUrl`: not a complete URL. `notAllowed`: the CSP of this page
 * does not allow it to fetch the URL.
 */
export type UrlMistake = 'hasSpace' | 'notUrl' | 'notAllowed';

/** Returns why this page cannot fetch a URL, or `undefined`. */
export function findUrlMistake(text: string): UrlMistake | undefined {
  if (!/^https?:\/\/[^\s/]/i.test(text) || !URL.canParse(text)) return 'notUrl';
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) return 'hasSpace';
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || httpOrigins.value.includes(origin) ? undefined : 'notAllowed';
}
