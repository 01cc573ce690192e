import type { Attempt, Middleware, OssRequest, PresignCall, PresignResult } from '@ossferry/contract';
import { definePlugin, OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { type DescribeMiddlewareOptions, describeMiddleware } from './describe-middleware.ts';

type CallMiddleware = Middleware<OssRequest, Response>;
type PresignMiddleware = Middleware<PresignCall, PresignResult>;

const timing: CallMiddleware = async (request, next) => {
  const start = performance.now();
  try {
    return await next(request);
  } finally {
    performance.measure(request.operation, { start });
  }
};

const requesterPays: PresignMiddleware = ({ request, options }, next) =>
  next({ request: { ...request, headers: { 'x-oss-request-payer': 'requester', ...request.headers } }, options });

const downloadsOnly: PresignMiddleware = async (call, next) => {
  if (call.request.method === 'GET') return next(call);
  throw new OssError({ code: 'DownloadsOnly', phase: 'config', message: 'No.' });
};

const numbering: Middleware<Attempt, Response> = (attempt, next) =>
  next({ ...attempt, headers: { ...attempt.headers, 'x-oss-meta-try': String(attempt.number) } });

const cache: CallMiddleware = (() => {
  const responses = new Map<string, Promise<Response>>();
  const caching: CallMiddleware = async (request, next) => {
    // Requests with a signal or a body are not shared.
    if (request.signal !== undefined || request.body !== undefined) return next(request);
    const name = `${request.bucket}/${request.key}`;
    const response = responses.get(name) ?? next(request);
    responses.set(name, response);
    response.catch(() => responses.delete(name));
    return (await response).clone();
  };
  return caching;
})();

describeMiddleware({ describe, it }, 'call', timing, { name: 'timing' });
describeMiddleware({ describe, it }, 'presign', requesterPays, { name: 'requester pays' });
describeMiddleware({ describe, it }, 'presign', downloadsOnly, { name: 'downloads only' });
describeMiddleware({ describe, it }, 'attempt', numbering, { name: 'attempt numbers' });
describeMiddleware(
  { describe, it },
  'presign',
  definePlugin('two', (host) => {
    host.use('presign', requesterPays);
    host.use('call', timing);
    host.use('presign', downloadsOnly);
  }),
  { name: 'what a plugin adds' },
);
describeMiddleware({ describe, it }, 'call', cache, { name: 'a cache', guarantees: [] });
describeMiddleware(
  { describe, it },
  'call',
  async (request, next) => {
    if (request.key?.startsWith('public/')) return next(request);
    throw new OssError({ code: 'NotPublic', phase: 'config', message: 'No.' });
  },
  { name: 'a rule for keys', request: { key: 'public/a.txt' } },
);

const callMistakes: Record<
  string,
  readonly [middleware: CallMiddleware, noticedBy: RegExp, options?: DescribeMiddlewareOptions]
> = {
  'it modifies the input': [
    (request, next) => next(Object.assign(request, { bucket: 'otherbucket' })),
    /the input is not modified/,
  ],
  'it modifies the headers': [
    (request, next) => {
      Object.assign(request.headers, { 'x-oss-meta-a': 'b' });
      return next(request);
    },
    /the input is not modified/,
  ],
  'a header name has capitals': [
    (request, next) => next({ ...request, headers: { ...request.headers, 'X-Trace': '1' } }),
    /the request passed on can be sent/,
  ],
  'a header has no value': [
    (request, next) => next({ ...request, headers: { ...request.headers, 'x-a': undefined as unknown as string } }),
    /the request passed on can be sent/,
  ],
  'it signs': [
    (request, next) => next({ ...request, headers: { ...request.headers, authorization: 'OSS4' } }),
    /the request passed on can be sent/,
  ],
  'headers of an earlier request are added': [
    (() => {
      let headers = {};
      const mixing: CallMiddleware = (request, next) => {
        headers = { ...headers, ...request.headers };
        return next({ ...request, headers });
      };
      return mixing;
    })(),
    /no data of an earlier request/,
  ],
  'the signal is dropped': [({ signal: _, ...request }, next) => next(request), /the signal is passed on/],
  'the body is read': [
    async (request, next) => {
      const { body } = request;
      if (typeof body !== 'function') return next(request);
      return next({ ...request, body: await new Response(body() as ReadableStream).text() });
    },
    /neither lost nor opened/,
  ],
  'the body is dropped': [({ body: _, ...request }, next) => next(request), /neither lost nor opened/],
  'next is called twice': [
    async (request, next) => {
      await next(request);
      return next(request);
    },
    /next is called once/,
  ],
  'it responds itself': [async () => new Response('mine'), /next is called once/],
  'it retries': [(request, next) => next(request).catch(() => next(request)), /not retried/],
  'the response is read': [
    async (request, next) => {
      const response = await next(request);
      await response.text();
      return response;
    },
    /unread and unchanged/,
  ],
  'the response is shared': [
    (() => {
      let shared: Promise<Response> | undefined;
      const sharing: CallMiddleware = async (request, next) => {
        shared ??= next(request);
        return (await shared).clone();
      };
      return sharing;
    })(),
    /gets its own output/,
  ],
  'an error is swallowed': [
    (request, next) => next(request).catch(() => new Response(null, { status: 204 })),
    /an error of next/,
  ],
  'an error is wrapped': [
    (request, next) => next(request).catch((cause) => Promise.reject(new Error('It failed.', { cause }))),
    /an error of next/,
  ],
  'the reason of an abort is lost': [
    async (request, next) => {
      if (request.signal?.aborted) throw new Error('aborted');
      return next(request);
    },
    /the reason of an abort/,
  ],
};

describe('mistakes', () => {
  it.each(Object.keys(callMistakes))('behavior: the suite notices that %s', async (name) => {
    const [middleware, noticedBy] = callMistakes[name] as (typeof callMistakes)[string];
    const failing = await failingChecks((runner) => describeMiddleware(runner, 'call', middleware));
    expect(failing).toContainEqual(expect.stringMatching(noticedBy));
  });

  it.each<[string, (text: string) => unknown]>([
    // biome-ignore lint/suspicious/noConsole: this is the mistake.
    ['to the console', (text) => console.log(text)],
    ['to standard output', (text) => process.stdout.write(text)],
  ])('behavior: the suite notices that a signed URL is logged %s', async (_, log) => {
    const logging: PresignMiddleware = async (call, next) => {
      const result = await next(call);
      log(result.url);
      return result;
    };
    const failing = await failingChecks((runner) => describeMiddleware(runner, 'presign', logging), /console/);
    expect(failing).toEqual([expect.stringMatching(/no signature is written/)]);
  });

  it('behavior: the suite notices that a signed URL is changed', async () => {
    const changing: PresignMiddleware = async (call, next) => {
      const result = await next(call);
      return { ...result, url: `${result.url}&utm_source=mail` };
    };
    const failing = await failingChecks((runner) => describeMiddleware(runner, 'presign', changing));
    expect(failing).toContainEqual(expect.stringMatching(/unread and unchanged/));
  });

  it('behavior: the suite notices that the options of presign are lost', async () => {
    const losing: PresignMiddleware = ({ request }, next) => next({ request } as never);
    const failing = await failingChecks((runner) => describeMiddleware(runner, 'presign', losing));
    expect(failing).toContainEqual(expect.stringMatching(/the request passed on can be sent/));
  });

  it.each(['endpoint', 'number'])('behavior: the suite notices that the %s of an attempt is lost', async (name) => {
    const losing: Middleware<Attempt, Response> = (attempt, next) => next({ ...attempt, [name]: undefined });
    const failing = await failingChecks((runner) => describeMiddleware(runner, 'attempt', losing));
    expect(failing).toContainEqual(expect.stringMatching(/the request passed on can be sent/));
  });

  it('error: a plugin that adds nothing to the ring', () => {
    const plugin = definePlugin('elsewhere', (host) => host.use('call', timing));
    expect(() => describeMiddleware({ describe: () => {}, it: () => {} }, 'presign', plugin)).toThrow(
      expect.objectContaining({ message: 'The plugin "elsewhere" adds nothing to the ring "presign".' }),
    );
  });
});
