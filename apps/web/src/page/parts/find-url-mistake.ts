import { httpOrigins } from '../state/demo.ts';

/** `notUrl`: not a complete URL. `notAllowed`: the CSP of this page does not allow it to fetch the URL. */
export type UrlMistake = 'notUrl' | 'notAllowed';

/** Returns why this page cannot fetch a URL, or `undefined`. */
export function findUrlMistake(text: string): UrlMistake | undefined {
  if (!/^https?:\/\/[^\s/]\S*$/i.test(text) || !URL.canParse(text)) return 'notUrl';
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || httpOrigins.value.includes(origin) ? undefined : 'notAllowed';
}
