import assert from 'node:assert/strict';
import {
  type Attempt,
  encodeKey,
  type Middleware,
  type OssRequest,
  type PresignResult,
  type RingName,
  type Rings,
} from '@ossferry/contract';
import { type MiddlewareOrPlugin, middlewareOf } from './middleware-of.ts';

/** A middleware under test: the same interface for all three rings. */
export interface RingFixture {
  /** Sends a request through the middleware to `next`. */
  readonly send: (request: OssRequest, next: (request: OssRequest) => Promise<Output>) => Promise<Output>;
  /** Makes a frozen request, like those of the client. */
  readonly sampleRequest: (change?: Partial<OssRequest>) => OssRequest;
  /** Makes a result for `next`, different each time. */
  readonly sampleOutput: () => Output;
  /** Converts an output to a value that can be compared; reads its body. */
  readonly describeOutput: (output: Output) => Promise<unknown>;
}

export type Output = Response | PresignResult;

/** The signature in the URLs of the suite. */
export const canary = 'CanarySignature0123456789';

export function createRingFixture<Ring extends RingName>(
  ring: Ring,
  given: MiddlewareOrPlugin<Ring>,
  sample: Partial<OssRequest> = {},
): RingFixture {
  const middleware = middlewareOf(ring, given) as Middleware<unknown, Output>;
  const { wrap, unwrap } = shapes[ring];
  let outputs = 0;
  return {
    send: (request, next) => middleware(wrap(request), (input) => next(unwrap(input))),
    sampleRequest: (change = {}) => freezeRequest({ ...standard, ...sample, ...change }),
    sampleOutput() {
      outputs += 1;
      return ring === 'presign' ? presignResult(outputs) : response(outputs);
    },
    async describeOutput(output) {
      if (!(output instanceof Response)) return output;
      return { status: output.status, headers: Object.fromEntries(output.headers), text: await output.text() };
    },
  };
}

const standard: OssRequest = {
  operation: 'GetObject',
  method: 'GET',
  bucket: 'examplebucket',
  key: 'a/b c.txt',
  query: [['versionId', 'v']],
  headers: { range: 'bytes=0-9' },
};

interface Shape {
  readonly wrap: (request: OssRequest) => unknown;
  readonly unwrap: (input: unknown) => OssRequest;
}

const shapes: Readonly<Record<RingName, Shape>> = {
  call: { wrap: (request) => request, unwrap: (input) => input as OssRequest },
  presign: {
    wrap: (request) => Object.freeze({ request, options: Object.freeze({ expires: 900 }) }),
    unwrap(input) {
      const { request, options } = input as Rings['presign']['input'];
      assert.ok(typeof options === 'object' && options !== null, 'The options, such as the lifetime, are lost.');
      return request;
    },
  },
  attempt: {
    wrap: (request): Attempt =>
      Object.freeze({
        ...request,
        endpoint: Object.freeze({
          baseUrl: `https://${request.bucket}.oss-cn-hangzhou.aliyuncs.com`,
          path: `/${encodeKey(request.key ?? '')}`,
          region: 'cn-hangzhou',
          product: 'oss',
        }),
        number: 1,
      }),
    unwrap(input) {
      const attempt = input as Attempt;
      assert.equal(typeof attempt.endpoint?.baseUrl, 'string', 'The endpoint is lost.');
      assert.equal(typeof attempt.number, 'number', 'The number of the attempt is lost.');
      return attempt;
    },
  },
};

function freezeRequest(request: OssRequest): OssRequest {
  const query = Object.freeze(request.query.map((parameter) => Object.freeze(parameter)));
  return Object.freeze({ ...request, query, headers: Object.freeze({ ...request.headers }) });
}

function presignResult(number: number): PresignResult {
  return Object.freeze({
    method: 'GET',
    url: `https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a?n=${number}&x-oss-signature=${canary}`,
    expiration: new Date('2026-01-02T03:04:05Z'),
    signedHeaders: Object.freeze({}),
    limitedBy: 'request',
    warnings: Object.freeze([]),
  });
}

function response(number: number): Response {
  return new Response(`body ${number}`, { headers: { etag: `"${number}"` } });
}
