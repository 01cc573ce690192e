import { describe, expect, it } from 'vitest';
import { fakeSts } from './fake-sts.test-support.ts';
import { fromSaml } from './from-saml.ts';

const role = { roleArn: 'acs:ram::1:role/reader', providerArn: 'acs:ram::1:saml-provider/company', env: {} };

describe('fromSaml', () => {
  it('default: an assertion of 100 KB is sent in the body', async () => {
    const sts = await fakeSts();
    const assertion = '+/=a'.repeat(25_000);
    const provider = fromSaml({ ...role, endpoint: sts.url, getAssertion: async () => assertion });
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-1', source: 'sts:AssumeRoleWithSAML' });
    const [request] = sts.requests;
    expect(request?.target.length).toBeLessThan(200);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      RoleArn: role.roleArn,
      SAMLProviderArn: role.providerArn,
      SAMLAssertion: assertion,
      DurationSeconds: '3600',
    });
  });

  it('behavior: an assertion of 4 characters, with white space around it', async () => {
    const sts = await fakeSts();
    const provider = fromSaml({ ...role, endpoint: sts.url, getAssertion: () => ' PHg+\n' });
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.role-1' });
    expect(sts.accepted).toMatchObject([{ SAMLAssertion: 'PHg+' }]);
  });

  it.each(['', 'abc', 'x'.repeat(100_001)])('error: an assertion of the wrong length', async (assertion) => {
    const provider = fromSaml({ ...role, endpoint: 'http://127.0.0.1:1', getAssertion: () => assertion });
    await expect(provider()).rejects.toMatchObject({ code: 'InvalidToken' });
  });

  it('error: a malformed provider is refused immediately', () => {
    expect(() => fromSaml({ ...role, providerArn: 'company', getAssertion: () => '' })).toThrow(
      expect.objectContaining({ code: 'InvalidOption' }),
    );
  });
});
