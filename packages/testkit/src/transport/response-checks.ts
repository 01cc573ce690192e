import assert from 'node:assert/strict';
import type { Transport } from '@ossferry/contract';
import { isError } from '../is-error.ts';
import type { Check } from '../test-runner.ts';
import { startTestServer } from './test-server.ts';
import { fixtureCheck as check } from './transport-fixture.ts';

/** Checks how a transport returns responses. */
export function responseChecks(transport: Transport): readonly Check[] {
  return [
    ...[200, 206, 400, 403, 404, 416, 429, 500, 503].map((status) =>
      check(`behavior: ${status} resolves, with headers and body`, transport, async ({ serve, get }) => {
        const base = await serve((_, response) => {
          response.writeHead(status, { 'x-oss-request-id': 'id', etag: '"E"' }).end('said');
        });
        const response = await get(base);
        const { headers } = response;
        assert.deepEqual(
          [response.status, headers.get('x-oss-request-id'), headers.get('etag')],
          [status, 'id', '"E"'],
        );
        assert.equal(await response.text(), 'said');
      }),
    ),

    ...bodyless.map(([method, status]) =>
      check(`behavior: ${method} ${status} has a null body`, transport, async ({ serve }) => {
        const base = await serve((_, response) => {
          response.writeHead(status, { etag: '"E"' }).end();
        });
        const response = await transport({ method, url: base, headers: {} });
        assert.deepEqual([response.status, response.headers.get('etag')], [status, '"E"']);
        assert.ok(response.body === null, 'The body is not null.');
      }),
    ),

    check('behavior: all headers of a response are returned', transport, async ({ serve, get }) => {
      const sent = {
        'content-length': '4',
        'content-range': 'bytes 0-3/10',
        'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
        'x-oss-hash-crc64ecma': '11051210869376104954',
        'x-oss-meta-quoted': '"a, b"; c=\'d\'',
      };
      const base = await serve((_, response) => void response.writeHead(206, sent).end('said'));
      const { headers } = await get(base, { headers: { range: 'bytes=0-3' } });
      assert.deepEqual(Object.fromEntries(Object.keys(sent).map((name) => [name, headers.get(name)])), sent);
    }),

    ...[{ 'content-length': '100' }, { 'transfer-encoding': 'chunked' }].map((framing) =>
      check(
        `error: the connection breaks off during a body with ${Object.keys(framing)}`,
        transport,
        async (fixture) => {
          const base = await fixture.serve((request, response) => {
            response.writeHead(200, framing).write('first', () => request.socket.destroy());
          });
          await assert.rejects(async () => (await fixture.get(base)).text(), isError);
        },
      ),
    ),

    check('behavior: a redirect is not followed', transport, async ({ serve, get }) => {
      let requests = 0;
      const base = await serve((_, response) => {
        requests += 1;
        response.writeHead(302, { location: '/elsewhere' }).end();
      });
      const response = await get(base, { headers: { authorization: 'secret' } });
      assert.deepEqual([response.status, requests], [302, 1]);
    }),

    check('behavior: a failure is not retried', transport, async ({ serve, get }) => {
      let requests = 0;
      const base = await serve((_, response) => {
        requests += 1;
        response.writeHead(503, { 'retry-after': '0' }).end();
      });
      assert.equal((await get(base)).status, 503);
      assert.equal(requests, 1);
    }),

    check('behavior: the first bytes arrive before the last ones are sent', transport, async ({ serve, get }) => {
      let sendRest = (): void => {};
      const base = await serve((_, response) => {
        response.write('first ');
        sendRest = () => response.end('last');
      });
      const reader = (await get(base)).body?.getReader();
      assert.equal(textOf((await reader?.read())?.value), 'first ');
      sendRest();
      assert.equal(textOf((await reader?.read())?.value), 'last');
    }),

    check('error: connection refused', transport, async ({ get }) => {
      const { base, close } = await startTestServer(() => {});
      close();
      await assert.rejects(get(base), isError);
    }),
  ];
}

const bodyless = [
  ['HEAD', 200],
  ['GET', 204],
  ['GET', 304],
] as const;

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
