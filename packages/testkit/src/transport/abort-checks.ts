import assert from 'node:assert/strict';
import type { Transport } from '@ossferry/contract';
import { deferred } from '../deferred.ts';
import type { Check } from '../test-runner.ts';
import { fixtureCheck as check } from './transport-fixture.ts';

/** Checks how a transport aborts requests. */
export function abortChecks(transport: Transport): readonly Check[] {
  return [
    check(
      'behavior: an abort before the response rejects with its reason and closes the socket',
      transport,
      async (fixture) => {
        const controller = new AbortController();
        const reason = new Error('the user left');
        const { promise: closed, resolve: resolveClosed } = deferred();
        const base = await fixture.serve((request) => {
          request.socket.once('close', () => resolveClosed());
          controller.abort(reason);
        });
        await rejectsWith(fixture.get(base, { signal: controller.signal }), reason);
        await closed;
      },
    ),

    check('behavior: an abort during the body ends it and closes the socket', transport, async (fixture) => {
      const controller = new AbortController();
      const { promise: closed, resolve: resolveClosed } = deferred();
      const base = await fixture.serve((request, response) => {
        request.socket.once('close', () => resolveClosed());
        response.write('first');
      });
      const response = await fixture.get(base, { signal: controller.signal });
      const reader = response.body?.getReader();
      await reader?.read();
      const reading = Promise.resolve(reader?.read());
      controller.abort();
      await assert.rejects(reading);
      await closed;
    }),

    check('behavior: an aborted signal sends nothing', transport, async ({ serve, get }) => {
      let requests = 0;
      const base = await serve((_, response) => {
        requests += 1;
        response.end();
      });
      const reason = new Error('too late');
      await rejectsWith(get(base, { signal: AbortSignal.abort(reason) }), reason);
      assert.equal(requests, 0);
    }),
  ];
}

async function rejectsWith(promise: Promise<unknown>, reason: unknown): Promise<void> {
  await assert.rejects(promise, (error) => error === reason);
}
