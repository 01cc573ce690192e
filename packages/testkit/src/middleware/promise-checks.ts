import assert from 'node:assert/strict';
import { OssError } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import type { OpenRing, Output } from './ring.ts';

/**
 * What a middleware promises beyond handing on a request that can be sent. `once`: it calls `next` exactly once, so it
 * neither answers itself nor asks again. `output`: what `next` gave comes out, unread and unchanged. `errors`: failures of
 * `next` go through as they are.
 */
export type MiddlewarePromise = 'once' | 'output' | 'errors';

/** What is asked of a middleware that promises it. */
export const promiseChecks: Readonly<Record<MiddlewarePromise, (ring: OpenRing) => readonly Check[]>> = {
  once: ({ send, sampleRequest, sampleOutput }) => [
    {
      name: 'behavior: next is called once for each request',
      run: async () => {
        let calls = 0;
        const next = async () => {
          calls += 1;
          return sampleOutput();
        };
        await send(sampleRequest(), next);
        await send(sampleRequest(), next);
        assert.equal(calls, 2);
      },
    },
    {
      name: 'behavior: a failure is not tried again',
      run: async () => {
        let calls = 0;
        const next = () => {
          calls += 1;
          return Promise.reject(failure());
        };
        await send(sampleRequest(), next).catch(() => undefined);
        assert.equal(calls, 1, 'Trying again is for the retry slot.');
      },
    },
  ],

  output: ({ send, sampleRequest, sampleOutput, describeOutput }) => [
    {
      name: 'behavior: what next gave comes out, unread and unchanged',
      run: async () => {
        const given = sampleOutput();
        const expected = given instanceof Response ? given.clone() : given;
        const output = await send(sampleRequest(), async () => given);
        assert.ok(!(output instanceof Response && output.bodyUsed), 'The body was read.');
        assert.deepEqual(await describeOutput(output), await describeOutput(expected));
      },
    },
    {
      name: 'behavior: of requests at the same time, each gets its own output',
      run: async () => {
        const given = [1, 2, 3].map(() => sampleOutput());
        const outputs = await Promise.all(
          given.map((own) =>
            send(sampleRequest(), async () => {
              await new Promise((resolve) => setImmediate(resolve));
              return own instanceof Response ? own.clone() : own;
            }),
          ),
        );
        const describeAll = (all: readonly Output[]) => Promise.all(all.map(describeOutput));
        assert.deepEqual(await describeAll(outputs), await describeAll(given));
      },
    },
  ],

  errors: ({ send, sampleRequest }) => [
    {
      name: 'behavior: an error of next goes through as it is',
      run: async () => {
        const error = failure();
        await assert.rejects(
          send(sampleRequest(), () => Promise.reject(error)),
          (thrown) => thrown === error,
        );
      },
    },
    {
      name: 'behavior: the reason of an abort goes through as it is',
      run: async () => {
        const reason = new Error('the user left');
        const signal = AbortSignal.abort(reason);
        await assert.rejects(
          send(sampleRequest({ signal }), () => Promise.reject(reason)),
          (thrown) => thrown === reason,
        );
      },
    },
  ],
};

function failure(): OssError {
  return new OssError({ code: 'NoSuchKey', phase: 'headers', message: 'It is not there.', status: 404 });
}
