import { type Attempt, OssError, type OssErrorOptions } from '@ossferry/contract';

const failure = (options: Partial<OssErrorOptions>): OssError =>
  new OssError({ code: 'Http503', phase: 'headers', message: 'OSS returned 503.', ...options });

/** Failures that a retry may overcome, by name. New objects, since a policy might modify them. */
export const transientFailures = (): Readonly<Record<string, OssError>> => ({
  'a busy service': failure({ status: 503, retryable: true }),
  'a failing service': failure({ code: 'InternalError', ossCode: 'InternalError', status: 500, retryable: true }),
  'too many requests': failure({ code: 'QpsLimitExceeded', ossCode: 'QpsLimitExceeded', status: 429, retryable: true }),
  'a lost connection': failure({ code: 'ConnectionLost', phase: 'connect', retryable: true }),
});

/** Failures that a retry cannot overcome, by name. */
export const permanentFailures = (): Readonly<Record<string, unknown>> => ({
  'a missing object': failure({ code: 'NoSuchKey', ossCode: 'NoSuchKey', status: 404 }),
  'a refusal': failure({ code: 'AccessDenied', ossCode: 'AccessDenied', status: 403 }),
  'an invalid option': failure({ code: 'InvalidHeader', phase: 'config' }),
  'a bug in a plugin': new TypeError('x is not a function'),
});

/** Values other than errors that a plugin may throw. */
export const nonErrors: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  null: null,
  'a string': 'it failed',
  'an object': { retryable: true },
};

/** A busy service that requests a delay. */
export function throttledFor(retryAfterMs: number): OssError {
  return failure({ status: 503, retryable: true, retryAfterMs });
}

/** An attempt, frozen like those of the client. */
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
