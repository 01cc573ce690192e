import type { OssRequest } from '@ossferry/contract';

/** Returns a request that is frozen with its headers and query: the same one if it already is, or else a copy. */
export function freezeRequest<Request extends OssRequest>(request: Request): Request {
  const { headers, query } = request;
  const isFrozen = Object.isFrozen(request) && Object.isFrozen(headers) && Object.isFrozen(query);
  if (isFrozen && query.every(Object.isFrozen)) return request;
  return Object.freeze({
    ...request,
    headers: Object.freeze({ ...headers }),
    query: Object.freeze(query.map(([name, value]) => Object.freeze([name, value] as const))),
  });
}
