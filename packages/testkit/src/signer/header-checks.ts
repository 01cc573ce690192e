import assert from 'node:assert/strict';
import type { Credentials, HeaderMap, ResolvedRequest, Signer } from '@ossferry/contract';
import { assertNoSecret } from '../assert-no-secret.ts';
import { isError } from '../is-error.ts';
import type { Check } from '../test-runner.ts';
import { sampleRequest, signedAt, temporaryUser, user } from './sample-request.ts';

/** Checks for signatures in headers. */
export function headerChecks({ header }: Signer): readonly Check[] {
  const check = (name: string, run: () => void): Check => ({
    name: `behavior: header: ${name}`,
    run: async () => run(),
  });
  const sign = (request: ResolvedRequest, credentials: Credentials = user, now = signedAt): HeaderMap =>
    header(request, credentials, now);
  const own = { 'content-type': 'text/plain', 'x-oss-meta-a': 'b', range: 'bytes=0-9' };

  return [
    check('all headers to send are returned, by lower-case name', () => {
      const headers = sign(sampleRequest({ headers: own }));
      for (const [name, value] of Object.entries(own))
        assert.equal(headers[name], value, `The header ${name} changed.`);
      for (const [name, value] of Object.entries(headers)) {
        assert.equal(name, name.toLowerCase());
        assert.equal(typeof value, 'string', `The header ${name} is not a string.`);
      }
      assert.ok(Object.keys(headers).length > Object.keys(own).length, 'No signature was added.');
    }),

    check('it is synchronous, and signs equal requests equally', () => {
      const request = sampleRequest({ headers: own });
      assert.deepEqual(sign(request), sign(request));
      assert.ok(!('then' in sign(request)), 'It returned a promise.');
    }),

    check('the signature depends on the time, and not on earlier signatures', () => {
      const request = sampleRequest();
      const later = new Date(signedAt.getTime() + 5000);
      const first = sign(request);
      assert.notDeepEqual(sign(request, user, later), first);
      assert.deepEqual(sign(request), first);
    }),

    check('a security token is sent, but not with later requests', () => {
      const values = Object.values(sign(sampleRequest(), temporaryUser));
      assert.ok(values.includes(temporaryUser.securityToken ?? ''), 'The token is in no header.');
      const after = Object.values(sign(sampleRequest(), user));
      assert.ok(!after.includes(temporaryUser.securityToken ?? ''), 'The token of earlier credentials is sent.');
    }),

    check('the secret is in no header and no error', () => {
      assertNoSecret(sign(sampleRequest(), temporaryUser));
      try {
        sign(sampleRequest(), temporaryUser, new Date(Number.NaN));
      } catch (error) {
        assertNoSecret(error);
      }
    }),

    check('an invalid time is refused', () => {
      assert.throws(() => sign(sampleRequest(), user, new Date(Number.NaN)), isError);
    }),
  ];
}
