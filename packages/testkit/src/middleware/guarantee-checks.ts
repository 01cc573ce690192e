import assert from 'node:assert/strict';
import { OssError } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import type { Output, RingFixture } from './ring-fixture.ts';

/**
 * What a middleware guarantees besides passing on a valid request. `once`: it calls `next` exactly once, so it neither responds
 * itself nor retries. `output`: it returns the result of `next`, unread and unchanged. `errors`: it passes on failures of `next`
 * unchanged.
 */
export type MiddlewareGuarantee = 'once' | 'output' | 'errors';

/** The checks of each guarantee. */
export const guaranteeChecks: Readonly<Record<MiddlewareGuarantee, (ring: RingFixture) => readonly Check[]>> = {
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
      name: 'behavior: a failure is not retried',
      run: async () => {
        let calls = 0;
        const next = () => {
          calls += 1;
          return Promise.reject(failure());
        };
        await send(sampleRequest(), next).catch(() => undefined);
        assert.equal(calls, 1, 'Retrying is the task of the retry slot.');
      },
    },
  ],

  output: ({ send, sampleRequest, sampleOutput, describeOutput }) => [
    {
      name: 'behavior: the result of next is returned, unread and unchanged',
      run: async () => {
        const given = sampleOutput();
        const expected = given instanceof Response ? given.clone() : given;
        const output = await send(sampleRequest(), async () => given);
        assert.ok(!(output instanceof Response && output.bodyUsed), 'The body was read.');
        assert.deepEqual(await describeOutput(output), await describeOutput(expected));
      },
    },
    {
      name: 'behavior: each of several concurrent requests gets its own output',
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
      name: 'behavior: an error of next is passed on unchanged',
      run: async () => {
        const error = failure();
        await assert.rejects(
          send(sampleRequest(), () => Promise.reject(error)),
          (thrown) => thrown === error,
        );
      },
    },
    {
      name: 'behavior: the reason of an abort is passed on unchanged',
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
  return new OssError({ code: 'NoSuchKey', phase: 'headers', message: 'The object does not exist.', status: 404 });
}
