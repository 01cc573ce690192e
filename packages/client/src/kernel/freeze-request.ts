import type { OssRequest } from '@ossferry/contract';

/** Gives a request that no middleware can write to; one that is frozen already comes back as it is. */
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
