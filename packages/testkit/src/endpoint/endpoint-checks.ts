import assert from 'node:assert/strict';
import { type EndpointResolver, encodeKey, type OssRequest } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';

/** What is asked of every endpoint. */
export function endpointChecks(endpoint: EndpointResolver, bucket: string): readonly Check[] {
  const check = (name: string, run: () => Promise<void>): Check => ({ name, run });
  return [
    check('behavior: the base URL is scheme and authority, and nothing after them', async () => {
      const { baseUrl } = await endpoint(requestFor(bucket, 'a'));
      assert.match(baseUrl, /^https?:\/\/[^/?#@\s]+$/);
    }),

    check('behavior: region and product can be signed', async () => {
      const { region, product } = await endpoint(requestFor(bucket, 'a'));
      assert.match(region, /^(?!oss-)[a-z0-9-]+$/);
      assert.match(product, /^oss(-cloudbox)?$/);
    }),

    ...keys.map((key) =>
      check(`behavior: the key ${JSON.stringify(key)} stands in the path, encoded once`, async () => {
        const { path } = await endpoint(requestFor(bucket, key));
        assert.ok([`/${encodeKey(key)}`, `/${bucket}/${encodeKey(key)}`].includes(path), `The path is ${path}.`);
      }),
    ),

    check('behavior: a request about the bucket itself has a path too', async () => {
      const { path } = await endpoint(requestFor(bucket, undefined));
      assert.ok(['/', `/${bucket}/`].includes(path), `The path is ${path}.`);
    }),

    check('behavior: equal requests get equal answers', async () => {
      assert.deepEqual(await endpoint(requestFor(bucket, 'a')), await endpoint(requestFor(bucket, 'a')));
    }),

    check('behavior: the request is left as it is', async () => {
      const request = requestFor(bucket, 'a');
      const before = structuredClone(request);
      await endpoint(request);
      assert.deepEqual(request, before);
    }),
  ];
}

/** Without it, a suite for a bucket that a plugin leaves alone would prove nothing of the plugin. */
export function bucketCheck(endpoint: EndpointResolver, standard: EndpointResolver, bucket: string): Check {
  return {
    name: 'behavior: the bucket of this suite is one that the plugin answers for',
    run: async () => {
      const [found, left] = [await endpoint(requestFor(bucket, 'a')), await standard(requestFor(bucket, 'a'))];
      assert.notDeepEqual(found, left, `It leaves "${bucket}" to the standard endpoint: set the option \`bucket\`.`);
    },
  };
}

// What URL parsers, form encoders and template strings change: dots, slashes, signs with a meaning, spaces, other scripts.
const keys: readonly string[] = ['a', 'a/../b', './a', 'a//b', '/a', 'a b+c', 'a?b#c&d=e', '100%25', 'é中🚢', "~!*'()"];

// Not frozen, though those of the client are: writing to it should show in one check, not break all.
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
