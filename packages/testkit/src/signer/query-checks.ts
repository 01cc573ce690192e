import assert from 'node:assert/strict';
import { type Credentials, encodeKey, type ResolvedRequest, type Signer } from '@ossferry/contract';
import { assertNoSecret } from '../assert-no-secret.ts';
import { difficultKeys } from '../difficult-keys.ts';
import { isError } from '../is-error.ts';
import type { Check } from '../test-runner.ts';
import { sampleRequest, signedAt, temporaryUser, user } from './sample-request.ts';

/** Checks for signatures in the URL. */
export function queryChecks({ query, maxExpiresInSeconds }: Signer): readonly Check[] {
  const check = (name: string, run: () => void): Check => ({
    name: `behavior: query: ${name}`,
    run: async () => run(),
  });
  const sign = (request: ResolvedRequest, credentials: Credentials = user, expiresInSeconds = 900, now = signedAt) =>
    query(request, credentials, now, expiresInSeconds);

  return [
    ...difficultKeys.map((key) =>
      check(`the URL of the key ${JSON.stringify(key)} has the base URL and path of the endpoint`, () => {
        const { url } = sign(sampleRequest({ key }));
        const { baseUrl } = sampleRequest().endpoint;
        assert.ok(url.startsWith(`${baseUrl}/${encodeKey(key)}?`), 'The URL has another base URL or path.');
        assert.match(url, /^[!-~]+$/, 'The URL contains an invalid character.');
      }),
    ),

    check("the request's own query is in the URL, once", () => {
      const own = [
        ['versionId', 'v+1/='],
        ['response-content-disposition', 'attachment; filename="é b.txt"'],
      ] as const;
      const { url } = sign(sampleRequest({ query: own }));
      for (const [name, value] of own) assert.deepEqual(valuesOf(url, name), [value]);
    }),

    check('exactly the headers that the recipient must send are returned', () => {
      const headers = { 'x-oss-request-payer': 'requester', 'content-type': 'text/plain', 'user-agent': 'testkit' };
      const { signedHeaders } = sign(sampleRequest({ headers }));
      assert.equal(signedHeaders['x-oss-request-payer'], 'requester');
      for (const [name, value] of Object.entries(signedHeaders)) {
        assert.equal(value, Reflect.get(headers, name), `The header ${name} is not in the request.`);
      }
      assert.deepEqual(sign(sampleRequest()).signedHeaders, {});
    }),

    check('it is synchronous, and signs equal requests equally', () => {
      assert.deepEqual(sign(sampleRequest()), sign(sampleRequest()));
    }),

    check('the URL depends on lifetime and time', () => {
      const later = new Date(signedAt.getTime() + 5000);
      const urls = [
        sign(sampleRequest()),
        sign(sampleRequest(), user, 60),
        sign(sampleRequest(), user, 900, later),
        sign(sampleRequest()),
      ].map(({ url }) => url);
      assert.equal(new Set(urls).size, 3);
      assert.equal(urls[0], urls[3]);
    }),

    check('a security token is in the URL, but not in later URLs', () => {
      const token = encodeURIComponent(temporaryUser.securityToken ?? '');
      assert.ok(sign(sampleRequest(), temporaryUser).url.includes(token), 'The token is missing.');
      assert.ok(!sign(sampleRequest(), user).url.includes(token), 'The token of earlier credentials is in the URL.');
    }),

    check('the secret is in neither the URL nor an error', () => {
      assertNoSecret(sign(sampleRequest(), temporaryUser));
      try {
        sign(sampleRequest(), temporaryUser, Number.NaN);
      } catch (error) {
        assertNoSecret(error);
      }
    }),

    check('the longest lifetime that the signer states is accepted', () => {
      assert.ok(
        maxExpiresInSeconds === undefined || maxExpiresInSeconds >= 1,
        'maxExpiresInSeconds is not a number of seconds.',
      );
      if (Number.isFinite(maxExpiresInSeconds)) sign(sampleRequest(), user, maxExpiresInSeconds);
    }),

    ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((seconds) =>
      check(`a lifetime of ${seconds} seconds is refused`, () => {
        assert.throws(() => sign(sampleRequest(), user, seconds), isError);
      }),
    ),
  ];
}

function valuesOf(url: string, name: string): string[] {
  const parameters = (url.split('?')[1] ?? '').split('&').map((parameter) => parameter.split('='));
  return parameters
    .map(([encodedName = '', value = '']) => [decodeURIComponent(encodedName), decodeURIComponent(value)])
    .filter(([decodedName]) => decodedName === name)
    .map(([, value = '']) => value);
}
