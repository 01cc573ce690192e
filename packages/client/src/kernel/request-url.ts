import { percentEncode, type ResolvedRequest } from '@ossferry/contract';

/** Returns the unsigned URL of a request. A parameter with an empty value is written as its name alone. */
export function requestUrl({ endpoint, query }: ResolvedRequest): string {
  const parameters = query.map(([name, value]) =>
    value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const url = `${endpoint.baseUrl}${endpoint.path}`;
  return parameters.length === 0 ? url : `${url}?${parameters.join('&')}`;
}
