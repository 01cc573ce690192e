import { percentEncode, type ResolvedRequest } from '@ossferry/contract';

/** The URL of a request without any signature; a parameter with an empty value is written as its bare name. */
export function requestUrl({ endpoint, query }: ResolvedRequest): string {
  const parameters = query.map(([name, value]) =>
    value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const url = `${endpoint.baseUrl}${endpoint.path}`;
  return parameters.length === 0 ? url : `${url}?${parameters.join('&')}`;
}
