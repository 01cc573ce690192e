import assert from 'node:assert/strict';
import type { OssRequest } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { captureOutput } from './capture-output.ts';
import { canary, type RingFixture } from './ring-fixture.ts';

/** Checks for every middleware: how it treats its input, and what it passes on. */
export function inputChecks({ send, sampleRequest, sampleOutput }: RingFixture): readonly Check[] {
  const check = (name: string, run: () => Promise<void>): Check => ({ name: `behavior: ${name}`, run });

  /** Sends a request through the middleware, and returns the requests that it passed on. */
  const requestsPassedOn = async (request: OssRequest): Promise<OssRequest[]> => {
    const passedOn: OssRequest[] = [];
    await send(request, async (input) => {
      passedOn.push(input);
      return sampleOutput();
    });
    return passedOn;
  };

  return [
    check('the input is not modified', async () => {
      // Modifying the request throws, because it is frozen.
      await assert.doesNotReject(requestsPassedOn(sampleRequest()));
    }),

    check('the request passed on can be sent', async () => {
      for (const request of await requestsPassedOn(sampleRequest())) {
        assert.equal(typeof request.operation, 'string');
        assert.match(request.method, /^(GET|HEAD|PUT|POST|DELETE)$/);
        assert.match(request.bucket, /^[a-z0-9][a-z0-9-]+[a-z0-9]$/);
        for (const [name, value] of Object.entries(request.headers)) {
          assert.match(name, /^[a-z0-9!#$%&'*+.^_`|~-]+$/, `The header ${name} is not a lower-case name.`);
          assert.equal(typeof value, 'string', `The header ${name} is not a string.`);
          assert.notEqual(name, 'authorization', 'It signs, which is the task of the signer.');
        }
        for (const parameter of request.query) {
          assert.deepEqual(
            parameter.map((part) => typeof part),
            ['string', 'string'],
            'A parameter is not a pair of strings.',
          );
        }
      }
    }),

    check('no data of an earlier request remains', async () => {
      await requestsPassedOn(sampleRequest({ headers: { 'x-oss-meta-a': 'left-over' }, query: [['left-over', '']] }));
      assert.ok(!JSON.stringify(await requestsPassedOn(sampleRequest())).includes('left-over'));
    }),

    check('the signal is passed on', async () => {
      const controller = new AbortController();
      const passedOn = await requestsPassedOn(sampleRequest({ signal: controller.signal }));
      controller.abort(new Error('enough'));
      for (const { signal } of passedOn) assert.equal(signal?.aborted, true, 'An abort does not reach the request.');
    }),

    check('a body is neither lost nor opened', async () => {
      let opened = 0;
      const body = () => {
        opened += 1;
        return new Blob(['text']).stream();
      };
      const passedOn = await requestsPassedOn(sampleRequest({ body }));
      assert.equal(opened, 0, 'The stream was opened, so it cannot be sent again.');
      for (const request of passedOn) assert.ok(request.body !== undefined, 'The body is lost.');
    }),

    check('no signature is written to the console', async () => {
      const written = await captureOutput(async () => {
        await send(sampleRequest(), async () => sampleOutput());
      });
      assert.ok(!written.includes(canary), 'A signature was written to the console.');
    }),
  ];
}
