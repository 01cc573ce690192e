import assert from 'node:assert/strict';
import { type EndpointResolver, encodeKey, type OssRequest } from '@ossferry/contract';
import { difficultKeys } from '../difficult-keys.ts';
import type { Check } from '../test-runner.ts';

/** Checks for every endpoint. */
export function endpointChecks(endpoint: EndpointResolver, bucket: string): readonly Check[] {
  const check = (name: string, run: () => Promise<void>): Check => ({ name, run });
  return [
    check('behavior: the base URL consists of scheme and authority', async () => {
      const { baseUrl } = await endpoint(requestFor(bucket, 'a'));
      assert.match(baseUrl, /^https?:\/\/[^/?#@\s]+$/);
    }),

    check('behavior: region and product are valid in a signature', async () => {
      const { region, product } = await endpoint(requestFor(bucket, 'a'));
      assert.match(region, /^(?!oss-)[a-z0-9-]+$/);
      assert.match(product, /^oss(-cloudbox)?$/);
    }),

    ...difficultKeys.map((key) =>
      check(`behavior: the key ${JSON.stringify(key)} is in the path, encoded once`, async () => {
        const { path } = await endpoint(requestFor(bucket, key));
        assertPath(path, `/${encodeKey(key)}`);
      }),
    ),

    check('behavior: the bucket is not in both host and path', async () => {
      const { baseUrl, path } = await endpoint(requestFor(bucket, 'a'));
      const isInHost = new RegExp(`^https?://${bucket}\\.`).test(baseUrl);
      assert.ok(!isInHost || !path.endsWith(`/${bucket}/a`), `OSS takes ${bucket}/a as the key.`);
    }),

    check('behavior: a request without a key has a path', async () => {
      const { path } = await endpoint(requestFor(bucket, undefined));
      assertPath(path, '/');
    }),

    check('behavior: equal requests get equal results', async () => {
      assert.deepEqual(await endpoint(requestFor(bucket, 'a')), await endpoint(requestFor(bucket, 'a')));
    }),

    check('behavior: the request is not modified', async () => {
      const request = requestFor(bucket, 'a');
      await endpoint(request);
      assert.deepEqual(request, requestFor(bucket, 'a'));
    }),
  ];
}

/** Fails unless a path ends with the key. The bucket, or a prefix that a gateway removes, may precede it. */
function assertPath(path: string, end: string): void {
  assert.ok(/^\/[^?#]*$/.test(path) && path.endsWith(end), `The path is ${path}.`);
}

/** Fails if the plugin ignores the bucket of the suite: then the suite would not test the plugin. */
export function bucketCheck(endpoint: EndpointResolver, standard: EndpointResolver, bucket: string): Check {
  return {
    name: 'behavior: the plugin handles the bucket of this suite',
    run: async () => {
      const [found, unwrapped] = [await endpoint(requestFor(bucket, 'a')), await standard(requestFor(bucket, 'a'))];
      assert.notDeepEqual(
        found,
        unwrapped,
        `It delegates "${bucket}" to the standard endpoint: set the option \`bucket\`.`,
      );
    },
  };
}

// Not frozen, unlike those of the client, so that a modification fails only one check.
function requestFor(bucket: string, key: string | undefined): OssRequest {
  return {
    operation: 'GetObject',
    method: 'GET',
    bucket,
    key,
    query: [['versionId', 'v']],
    headers: { range: 'bytes=0-9' },
  };
}
