import assert from 'node:assert/strict';
import type { Credentials, HeaderMap, ResolvedRequest, Signer } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { assertNoSecret } from './no-secret.ts';
import { sampleRequest, signedAt, temporaryUser, user } from './sample-request.ts';

/** What is asked of signatures in headers. */
export function headerChecks({ header }: Signer): readonly Check[] {
  const check = (name: string, run: () => void): Check => ({
    name: `behavior: header: ${name}`,
    run: async () => run(),
  });
  const sign = (request: ResolvedRequest, credentials: Credentials = user, now = signedAt): HeaderMap =>
    header(request, credentials, now);
  const own = { 'content-type': 'text/plain', 'x-oss-meta-a': 'b', range: 'bytes=0-9' };

  return [
    check('all headers to send come back, by lower-case name', () => {
      const headers = sign(sampleRequest({ headers: own }));
      for (const [name, value] of Object.entries(own))
        assert.equal(headers[name], value, `The header ${name} changed.`);
      for (const [name, value] of Object.entries(headers)) {
        assert.equal(name, name.toLowerCase());
        assert.equal(typeof value, 'string', `The header ${name} is no text.`);
      }
      assert.ok(Object.keys(headers).length > Object.keys(own).length, 'Nothing was added that signs.');
    }),

    check('it answers at once, and equal requests are signed equally', () => {
      const request = sampleRequest({ headers: own });
      assert.deepEqual(sign(request), sign(request));
      assert.ok(!('then' in sign(request)), 'It is a promise.');
    }),

    check('another moment is another signature, whatever was signed before', () => {
      const request = sampleRequest();
      const later = new Date(signedAt.getTime() + 5000);
      const first = sign(request);
      assert.notDeepEqual(sign(request, user, later), first);
      assert.deepEqual(sign(request), first);
    }),

    check('a security token travels along, and does not stay', () => {
      const values = Object.values(sign(sampleRequest(), temporaryUser));
      assert.ok(values.includes(temporaryUser.securityToken ?? ''), 'The token is in no header.');
      const after = Object.values(sign(sampleRequest(), user));
      assert.ok(!after.includes(temporaryUser.securityToken ?? ''), 'The token of other credentials is sent.');
    }),

    check('the secret is in no header, and in no error', () => {
      assertNoSecret(sign(sampleRequest(), temporaryUser));
      try {
        sign(sampleRequest(), temporaryUser, new Date(Number.NaN));
      } catch (error) {
        assertNoSecret(error);
      }
    }),

    check('a moment that is none is refused', () => {
      assert.throws(() => sign(sampleRequest(), user, new Date(Number.NaN)));
    }),
  ];
}
