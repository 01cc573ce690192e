import type { OssRequest } from '@ossferry/contract';

/** Gives a request that no middleware can write to; one that is frozen already comes back as it is. */
export function freezeRequest(request: OssRequest): OssRequest {
  if (Object.isFrozen(request) && Object.isFrozen(request.headers) && Object.isFrozen(request.query)) return request;
  return Object.freeze({
    ...request,
    headers: Object.freeze({ ...request.headers }),
    query: Object.freeze([...request.query]),
  });
}
