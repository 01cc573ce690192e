import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { Transport } from '@ossferry/contract';
import { isError } from '../is-error.ts';
import type { Check } from '../test-runner.ts';
import { fixtureCheck as check } from './transport-fixture.ts';

/** Checks that a transport sends requests unchanged. */
export function requestChecks(transport: Transport): readonly Check[] {
  return [
    ...(['GET', 'HEAD', 'PUT', 'POST', 'DELETE'] as const).map((method) =>
      check(
        `behavior: the method ${method} arrives unchanged, and equal requests are each sent`,
        transport,
        async ({ serve }) => {
          const methods: unknown[] = [];
          const base = await serve((request, response) => {
            methods.push(request.method);
            response.writeHead(200, { 'cache-control': 'max-age=3600' }).end();
          });
          for (let count = 0; count < 2; count += 1) await transport({ method, url: base, headers: {} });
          assert.deepEqual(methods, [method, method]);
        },
      ),
    ),

    check('behavior: header values arrive unchanged', transport, async ({ serve, get }) => {
      let received: IncomingHttpHeaders = {};
      const base = await serve((request, response) => {
        received = request.headers;
        response.end();
      });
      const headers = {
        authorization: 'OSS4-HMAC-SHA256 Credential=a/b,Signature=c',
        'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==',
        'x-oss-date': '20260102T030405Z',
        'x-oss-meta-quoted': '"a, b"; c=\'d\'',
        range: 'bytes=0-9',
        'if-match': '"etag"',
      };
      await get(base, { headers });
      assert.deepEqual(Object.fromEntries(Object.keys(headers).map((name) => [name, received[name]])), headers);
    }),

    check('behavior: accept-encoding is identity by default', transport, async ({ serve, get }) => {
      const encodings: unknown[] = [];
      const base = await serve((request, response) => {
        encodings.push(request.headers['accept-encoding']);
        response.end();
      });
      await get(base);
      await get(base, { headers: { 'accept-encoding': 'gzip' } });
      assert.deepEqual(encodings, ['identity', 'gzip']);
    }),

    check('behavior: path and query arrive unchanged', transport, async ({ serve, get }) => {
      const urls: unknown[] = [];
      const base = await serve((request, response) => {
        urls.push(request.url);
        response.end();
      });
      const target = '//a//%2Fb%20%27%28%21%2A%29~%E4%B8%AD?uploads&x-oss-process=a%2Fb%2Bc&v=%27';
      await get(base + target);
      assert.deepEqual(urls, [target]);
    }),

    ...['/a/../b', '/./a', '/..', '/a/.?x=1'].map((target) =>
      check(`behavior: ${target} is sent unchanged, or refused`, transport, async ({ serve, get }) => {
        const urls: unknown[] = [];
        const base = await serve((request, response) => {
          urls.push(request.url);
          response.end();
        });
        const outcome = await get(base + target).catch((error: unknown) => error);
        if (outcome instanceof Response) assert.deepEqual(urls, [target]);
        else assert.deepEqual([codeOf(outcome), urls], ['KeyNotFetchable', []]);
      }),
    ),
  ];
}

function codeOf(error: unknown): unknown {
  return isError(error) && 'code' in error ? error.code : error;
}
