import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { Transport } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { transportCheck as check } from './transport-check.ts';

/** How a transport sends what is signed: unchanged. */
export function requestChecks(transport: Transport): readonly Check[] {
  return [
    check('behavior: header values arrive as they were given', transport, async ({ serve, get }) => {
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

    check('behavior: identity is asked for, unless the request says otherwise', transport, async ({ serve, get }) => {
      const asked: unknown[] = [];
      const base = await serve((request, response) => {
        asked.push(request.headers['accept-encoding']);
        response.end();
      });
      await get(base);
      await get(base, { headers: { 'accept-encoding': 'gzip' } });
      assert.deepEqual(asked, ['identity', 'gzip']);
    }),

    check('behavior: path and query arrive as they stand in the URL', transport, async ({ serve, get }) => {
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
      check(`behavior: ${target} is sent as it is, or refused`, transport, async ({ serve, get }) => {
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
  return error instanceof Error && 'code' in error ? error.code : error;
}
