import { type Attempt, OssError, type OssErrorOptions } from '@ossferry/contract';

const failure = (options: Partial<OssErrorOptions>): OssError =>
  new OssError({ code: 'Http503', phase: 'headers', message: 'OSS answered 503.', ...options });

/** Failures that may be over when the request is tried again, by name; fresh ones, since a policy might write to them. */
export const passingFailures = (): Readonly<Record<string, OssError>> => ({
  'a busy service': failure({ status: 503, retryable: true }),
  'a failing service': failure({ code: 'InternalError', ossCode: 'InternalError', status: 500, retryable: true }),
  'too many requests': failure({ code: 'QpsLimitExceeded', ossCode: 'QpsLimitExceeded', status: 429, retryable: true }),
  'a lost connection': failure({ code: 'ConnectionLost', phase: 'connect', retryable: true }),
});

/** Failures that stay, by name. */
export const stayingFailures = (): Readonly<Record<string, unknown>> => ({
  'a missing object': failure({ code: 'NoSuchKey', ossCode: 'NoSuchKey', status: 404 }),
  'a refusal': failure({ code: 'AccessDenied', ossCode: 'AccessDenied', status: 403 }),
  'an option that cannot work': failure({ code: 'InvalidHeader', phase: 'config' }),
  'a defect of a plugin': new TypeError('x is not a function'),
});

/** Whatever a plugin may throw. */
export const oddFailures: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  null: null,
  text: 'it failed',
  'an object': { retryable: true },
};

/** A busy service that says when to come back. */
export function busyFor(retryAfterMs: number): OssError {
  return failure({ status: 503, retryable: true, retryAfterMs });
}

/** A try of a request, frozen as the client's are. */
export function attempt(number: number, previousError?: unknown): Attempt {
  return Object.freeze({
    operation: 'GetObject',
    method: 'GET',
    bucket: 'examplebucket',
    key: 'a',
    query: Object.freeze([]),
    headers: Object.freeze({}),
    endpoint: Object.freeze({
      baseUrl: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
      path: '/a',
      region: 'cn-hangzhou',
      product: 'oss',
    }),
    number,
    previousError,
  });
}
