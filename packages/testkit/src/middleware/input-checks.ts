import assert from 'node:assert/strict';
import type { OssRequest } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { canary, type OpenRing } from './ring.ts';
import { watchOutput } from './watch-output.ts';

/** What is asked of every middleware: how it treats its input, and what it hands on. */
export function inputChecks({ send, sampleRequest, sampleOutput }: OpenRing): readonly Check[] {
  const check = (name: string, run: () => Promise<void>): Check => ({ name: `behavior: ${name}`, run });

  /** Sends a request through, and gives what was handed on. */
  const handedOn = async (request: OssRequest): Promise<OssRequest[]> => {
    const handed: OssRequest[] = [];
    await send(request, async (input) => {
      handed.push(input);
      return sampleOutput();
    });
    return handed;
  };

  return [
    check('the input is not written to', async () => {
      // The request is frozen: what writes to it throws.
      await assert.doesNotReject(handedOn(sampleRequest()));
    }),

    check('what is handed on can be sent', async () => {
      for (const request of await handedOn(sampleRequest())) {
        assert.equal(typeof request.operation, 'string');
        assert.match(request.method, /^(GET|HEAD|PUT|POST|DELETE)$/);
        assert.match(request.bucket, /^[a-z0-9][a-z0-9-]+[a-z0-9]$/);
        for (const [name, value] of Object.entries(request.headers)) {
          assert.match(name, /^[a-z0-9!#$%&'*+.^_`|~-]+$/, `The header ${name} is not a lower-case name.`);
          assert.equal(typeof value, 'string', `The header ${name} is no text.`);
          assert.notEqual(name, 'authorization', 'It signs, which is for the signer.');
        }
        for (const parameter of request.query) {
          assert.deepEqual(
            parameter.map((part) => typeof part),
            ['string', 'string'],
            'A parameter is not two texts.',
          );
        }
      }
    }),

    check('nothing of an earlier request is left', async () => {
      await handedOn(sampleRequest({ headers: { 'x-oss-meta-a': 'left-over' }, query: [['left-over', '']] }));
      assert.ok(!JSON.stringify(await handedOn(sampleRequest())).includes('left-over'));
    }),

    check('the signal of the caller goes along', async () => {
      const controller = new AbortController();
      const handed = await handedOn(sampleRequest({ signal: controller.signal }));
      controller.abort(new Error('enough'));
      for (const { signal } of handed) assert.equal(signal?.aborted, true, 'An abort does not arrive.');
    }),

    check('a body is not opened on the way', async () => {
      let opened = 0;
      const body = () => {
        opened += 1;
        return new Blob(['text']).stream();
      };
      const handed = await handedOn(sampleRequest({ body }));
      assert.equal(opened, 0, 'The stream was opened, and cannot be sent again.');
      for (const request of handed) assert.ok(request.body !== undefined, 'The body is lost.');
    }),

    check('no signature is written to the console', async () => {
      const written = await watchOutput(async () => {
        await send(sampleRequest(), async () => sampleOutput());
      });
      assert.ok(!written.includes(canary), 'A signature was written.');
    }),
  ];
}
