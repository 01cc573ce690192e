import {
  type Attempt,
  definePlugin,
  type Endpoint,
  type OssRequest,
  type PresignCall,
  type RetryPolicy,
  type Transport,
} from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { getObject, headObject } from '../index.ts';
import { ok, refused, scriptedTransport, testClient } from './kernel.test-support.ts';

// The kernel checks the results of plugins: invalid ones cause a specific error instead of a wrong request.
const request = getObject({ bucket: 'examplebucket', key: 'k', versionId: 'v', rangeHeader: 'bytes=0-1' });
const good: Endpoint = { baseUrl: 'https://x.example', path: '/k', region: 'cn-hangzhou', product: 'oss' };

describe('the endpoint slot', () => {
  it.each<[string, unknown]>([
    ['baseUrl', undefined],
    ['baseUrl', null],
    ['baseUrl', { ...good, baseUrl: 'https://x.example/' }],
    ['baseUrl', { ...good, baseUrl: 'https://x.example/base' }],
    ['baseUrl', { ...good, baseUrl: 'https://user:canary@x.example' }],
    ['baseUrl', { ...good, baseUrl: 'x.example' }],
    ['baseUrl', { ...good, baseUrl: new URL('https://x.example') }],
    ['path', { ...good, path: 'k' }],
    ['path', { ...good, path: '/k?x-oss-signature=canary' }],
    ['path', { ...good, path: '/a b' }],
    ['path', { ...good, path: '/中' }],
    ['region', { ...good, region: undefined }],
    ['product', { ...good, product: '' }],
  ])('error: InvalidEndpoint because of %s: %j', async (part, endpoint) => {
    const { transport, sent } = scriptedTransport(ok());
    const plugin = definePlugin('odd', (host) => host.provide('endpoint', () => endpoint as Endpoint));
    const client = testClient({ transport, plugins: [plugin] });
    for (const failing of [client.send(request), client.presign(request)]) {
      const error = await failing.catch((reason) => reason);
      expect(error).toMatchObject({ code: 'InvalidEndpoint', phase: 'config' });
      expect(error.message).toContain(`\`${part}\``);
      expect(error.message).not.toContain('canary');
    }
    expect(sent).toEqual([]);
  });

  it('behavior: later changes to the returned endpoint have no effect', async () => {
    const endpoint = { ...good };
    const plugin = definePlugin('mutable', (host) => {
      host.provide('endpoint', () => endpoint);
      host.use('attempt', (attempt, next) => {
        expect(Object.isFrozen(attempt.endpoint)).toBe(true);
        return next(attempt);
      });
    });
    const { transport } = scriptedTransport(ok());
    await testClient({ transport, plugins: [plugin] }).send(request);
    expect(Object.isFrozen(endpoint)).toBe(false);
  });
});

describe('requests changed by the attempt ring', () => {
  const sendThrough = async (change: (attempt: Attempt) => unknown, credentials: null | undefined) => {
    const { transport, sent } = scriptedTransport(ok());
    const plugin = definePlugin('odd', (host) =>
      host.use('attempt', (attempt, next) => next(change(attempt) as Attempt)),
    );
    const options = { transport, plugins: [plugin], ...(credentials === null && { credentials }) };
    const outcome = await testClient(options)
      .send(request)
      .catch((reason) => reason);
    return { outcome, sent };
  };

  it.each<[string, (attempt: Attempt) => unknown]>([
    ['InvalidHeader', (attempt) => ({ ...attempt, headers: { 'X-Bad': 'a\r\nb: c' } })],
    ['InvalidHeader', (attempt) => ({ ...attempt, headers: { 'x-bad': 'a\r\nb: c' } })],
    ['InvalidParameter', (attempt) => ({ ...attempt, query: [...attempt.query, ['versionId', 'w']] })],
    ['InvalidParameter', (attempt) => ({ ...attempt, query: [['versionId', 5]] })],
    ['InvalidObjectName', (attempt) => ({ ...attempt, key: '' })],
    [
      'InvalidEndpoint',
      (attempt) => ({ ...attempt, endpoint: { ...attempt.endpoint, baseUrl: 'https://x.example/' } }),
    ],
    ['InvalidOssRequest', () => undefined],
    ['InvalidOssRequest', ({ query: _, ...attempt }) => attempt],
  ])('error: %s, anonymous or signed: %#', async (code, change) => {
    for (const credentials of [null, undefined]) {
      const { outcome, sent } = await sendThrough(change, credentials);
      expect([outcome.code, outcome.phase, sent]).toEqual([code, 'config', []]);
    }
  });
});

describe('middleware', () => {
  /** Two plugins: the first passes on unfrozen copies, the second records them. */
  const watching = (seen: OssRequest[]) => [
    definePlugin('copies', (host) => {
      host.use('call', (input, next) => next({ ...input, headers: { ...input.headers, 'x-oss-a': 'b' } }));
      host.use('attempt', (input, next) => next({ ...input, query: [...input.query, ['x', 'y']] }));
      host.use('presign', (input, next) => next({ request: { ...input.request }, options: { ...input.options } }));
    }),
    definePlugin('looks', (host) => {
      const look = <Input extends OssRequest>(input: Input, next: (input: Input) => Promise<Response>) => {
        seen.push(input);
        return next(input);
      };
      host.use('call', look);
      host.use('attempt', look);
      host.use('presign', (call, next) => {
        seen.push(call.request);
        expect([call, call.options].every(Object.isFrozen)).toBe(true);
        return next(call);
      });
    }),
  ];

  it('behavior: gets a frozen input, even if the previous one passed on an unfrozen copy', async () => {
    const seen: OssRequest[] = [];
    const { transport } = scriptedTransport(ok());
    const client = testClient({ transport, plugins: watching(seen) });
    await client.send(request);
    await client.presign(request);
    expect(seen).toHaveLength(3);
    for (const input of seen) {
      expect([input, input.headers, input.query, ...input.query].every(Object.isFrozen)).toBe(true);
    }
  });

  it.each(['call', 'attempt'] as const)('error: InvalidPlugin if one in the %s ring returns nothing', async (ring) => {
    const forgets = definePlugin('forgets', (host) => host.use(ring, (async () => undefined) as never));
    const sending = testClient({ transport: async () => new Response(), plugins: [forgets] }).send(request);
    await expect(sending).rejects.toMatchObject({ code: 'InvalidPlugin', message: expect.stringContaining(ring) });
  });

  it('error: InvalidPlugin if one in the presign ring returns nothing', async () => {
    const forgets = definePlugin('forgets', (host) => host.use('presign', (async () => undefined) as never));
    await expect(testClient({ plugins: [forgets] }).presign(request)).rejects.toMatchObject({ code: 'InvalidPlugin' });
  });

  it('error: InvalidOssRequest if one in the presign ring passes on no request', async () => {
    const forgets = definePlugin('forgets', (host) => host.use('presign', (_, next) => next({} as PresignCall)));
    const presigning = testClient({ plugins: [forgets] }).presign(request);
    await expect(presigning).rejects.toMatchObject({ code: 'InvalidOssRequest' });
  });

  it.each([undefined, null, {}, { bucket: 'examplebucket', key: 'k' }])(
    'error: InvalidOssRequest for %j from the caller',
    async (input) => {
      const client = testClient();
      await expect(client.send(input as OssRequest)).rejects.toMatchObject({ code: 'InvalidOssRequest' });
      await expect(client.presign(input as OssRequest)).rejects.toMatchObject({ code: 'InvalidOssRequest' });
    },
  );
});

describe('the retry slot', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, undefined, null, '10', Promise.resolve(0)])(
    'behavior: %s ends with the original error',
    async (delay) => {
      const { transport, sent } = scriptedTransport(refused(503, 'Busy'), ok());
      const retry = (() => delay) as unknown as RetryPolicy;
      await expect(testClient({ transport, retry }).send(request)).rejects.toMatchObject({ code: 'Busy' });
      expect(sent).toHaveLength(1);
    },
  );
});

describe('the transport slot', () => {
  it.each([undefined, null, 'text', { status: 200, headers: {} }])('error: InvalidPlugin for %j', async (answer) => {
    const transport = (async () => answer) as unknown as Transport;
    await expect(testClient({ transport }).send(headObject(request as never))).rejects.toMatchObject({
      code: 'InvalidPlugin',
    });
  });
});

describe('the signer slot', () => {
  it.each([
    ['nothing', () => undefined],
    ['a promise', async () => ({ url: 'https://x.example', signedHeaders: {} })],
    ['a rejected promise', () => Promise.reject(new Error('out of order'))],
  ])('error: InvalidPlugin for %s, and nothing is sent', async (_, sign) => {
    const { transport, sent } = scriptedTransport(ok());
    const invalid = sign as () => never;
    const plugin = definePlugin('odd', (host) => host.provide('signer', { header: invalid, query: invalid }));
    const client = testClient({ transport, plugins: [plugin] });
    for (const failing of [client.send(request), client.presign(request)]) {
      await expect(failing).rejects.toMatchObject({
        code: 'InvalidPlugin',
        advice: expect.stringContaining('promise'),
      });
    }
    expect(sent).toEqual([]);
  });
});

describe('the option plugins', () => {
  it.each([
    ['nothing', undefined],
    ['false', false],
    ['the factory of a plugin', () => definePlugin('timing', () => undefined)],
  ])('error: InvalidPlugin for %s', (_, entry) => {
    expect(() => testClient({ plugins: [entry as never] })).toThrow(
      expect.objectContaining({ code: 'InvalidPlugin', message: expect.stringContaining('option plugins') }),
    );
  });
});
