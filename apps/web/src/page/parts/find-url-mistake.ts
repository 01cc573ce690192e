import { httpOrigins } from '../state/demo.ts';

/** `notUrl`: it is no complete URL. `notAllowed`: the policy of this page keeps it from fetching there. */
export type UrlMistake = 'notUrl' | 'notAllowed';

/** Finds out why this page cannot fetch a URL; `undefined` when it can. */
export function findUrlMistake(text: string): UrlMistake | undefined {
  if (!/^https?:\/\/[^\s/]\S*$/i.test(text) || !URL.canParse(text)) return 'notUrl';
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || httpOrigins.value.includes(origin) ? undefined : 'notAllowed';
}
