import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import type { Transport, WireRequest } from '@ossferry/contract';
import { deferred } from '../deferred.ts';
import type { Check } from '../test-runner.ts';
import { fixtureCheck as check } from './transport-fixture.ts';

/** Checks how a transport sends bodies: byte for byte, streaming, and without adding headers that a signature covers. */
export function bodyChecks(transport: Transport): readonly Check[] {
  return [
    ...bodies.map(([kind, body]) =>
      check(`behavior: no header is added that a signature covers: ${kind}`, transport, async ({ serve, put }) => {
        const received: { names: string[]; body: string }[] = [];
        const base = await serve(async (request, response) => {
          received.push({ names: Object.keys(request.headers), body: await text(request) });
          response.end();
        });
        await put(base, body, { 'x-oss-date': 'd' });
        const covered = /^(x-oss-|content-type$|content-md5$|authorization$|cookie$)/;
        assert.deepEqual(
          received[0]?.names.filter((header) => covered.test(header)),
          ['x-oss-date'],
        );
        assert.equal(received[0]?.body, body === undefined ? '' : 'text');
      }),
    ),

    check('behavior: the content type of the request arrives', transport, async ({ serve, put }) => {
      const types: unknown[] = [];
      const base = await serve((request, response) => {
        types.push(request.headers['content-type']);
        response.end();
      });
      const headers = { 'content-type': 'video/mp4' };
      for (const body of ['text', new Blob(['b'], { type: 'text/html' })]) await put(base, body, headers);
      assert.deepEqual(types, ['video/mp4', 'video/mp4']);
    }),

    check('behavior: only the viewed part of a buffer is sent', transport, async ({ serve, put }) => {
      const base = await serve(async (request, response) => void response.end(await text(request)));
      const response = await put(base, new TextEncoder().encode('0123456789').subarray(3, 5));
      assert.equal(await response.text(), '34');
    }),

    check('behavior: the first bytes of a body are sent before the last ones exist', transport, async (fixture) => {
      const { promise: arrived, resolve: resolveArrived } = deferred<string>();
      const base = await fixture.serve(async (request, response) => {
        request.once('data', (chunk: Buffer) => resolveArrived(String(chunk)));
        response.end(await text(request));
      });
      const body = (): ReadableStream<Uint8Array> => {
        const encoder = new TextEncoder();
        let pulls = 0;
        return new ReadableStream<Uint8Array>({
          async pull(controller) {
            pulls += 1;
            if (pulls === 1) return controller.enqueue(encoder.encode('first '));
            assert.equal(await arrived, 'first ');
            controller.enqueue(encoder.encode('last'));
            controller.close();
          },
        });
      };
      assert.equal(await (await fixture.put(base, body)).text(), 'first last');
    }),

    check('behavior: a stream of known size is sent with its size', transport, async ({ serve, put }) => {
      const lengths: unknown[] = [];
      const base = await serve(async (request, response) => {
        lengths.push([request.headers['content-length'], request.headers['transfer-encoding'], await text(request)]);
        response.end();
      });
      await put(base, () => new Blob(['text']).stream(), { 'content-length': '4' });
      assert.deepEqual(lengths, [['4', undefined, 'text']]);
    }),

    check('behavior: each request opens a new stream', transport, async ({ serve, put }) => {
      const base = await serve((request, response) => void request.pipe(response));
      let opened = 0;
      const body = (): ReadableStream<Uint8Array> => {
        opened += 1;
        return new Blob([`body ${opened}`]).stream();
      };
      assert.equal(await (await put(base, body)).text(), 'body 1');
      assert.equal(await (await put(base, body)).text(), 'body 2');
    }),

    check('error: a locked stream', transport, async ({ serve, put }) => {
      const base = await serve((request, response) => void request.pipe(response));
      const stream = new Blob(['text']).stream();
      stream.getReader();
      await assert.rejects(
        put(base, () => stream),
        { code: 'BodyNotReplayable' },
      );
    }),
  ];
}

const bodies: readonly (readonly [kind: string, body: WireRequest['body']])[] = [
  ['no body', undefined],
  ['text', 'text'],
  ['bytes', new TextEncoder().encode('text')],
  ['a blob with a type', new Blob(['text'], { type: 'text/html' })],
  ['a stream', () => new Blob(['text'], { type: 'text/html' }).stream()],
];
