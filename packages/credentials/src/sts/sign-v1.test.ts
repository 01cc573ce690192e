import { percentEncode } from '@ossferry/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeParameters, signV1 } from './sign-v1.ts';

const assumeRole = {
  Version: '2015-04-01',
  Action: 'AssumeRole',
  Format: 'JSON',
  Timestamp: '2024-08-30T07:03:06Z',
  SignatureMethod: 'HMAC-SHA1',
  SignatureVersion: '1.0',
  SignatureNonce: '00000000-0000-4000-8000-000000000000',
  AccessKeyId: 'testid',
  RoleArn: 'acs:ram::123456789012****:role/adminrole',
  RoleSessionName: 'alice',
  DurationSeconds: '3600',
};

describe('signV1', () => {
  it('behavior: the example in the documentation (B1)', () => {
    const parameters = {
      AccessKeyId: 'testid',
      Action: 'DescribeRegions',
      Format: 'XML',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
      SignatureVersion: '1.0',
      Timestamp: '2016-02-23T12:46:24Z',
      Version: '2014-05-26',
    };
    expect(signV1('GET', parameters, 'testsecret').signature).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
  });

  it('behavior: AssumeRole (B2)', () => {
    expect(signV1('POST', assumeRole, 'testsecret').signature).toBe('Jls4Vo/mh262V7wla9sDS7/0N7U=');
  });

  it('behavior: AssumeRole with a token and a policy (B3)', () => {
    const parameters = {
      ...assumeRole,
      SecurityToken: 'tok/+=*~ x',
      Policy:
        '{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:GetObject"],"Resource":["acs:oss:*:*:b/*"]}]}',
    };
    expect(signV1('POST', parameters, 'testsecret').signature).toBe('hdoPE/yWQYcYRpyK8x4e+6waKaI=');
  });
});

describe('encodeParameters', () => {
  it('behavior: every code unit is percent-encoded as in RFC 3986 and can be decoded', () => {
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      if (unit >= 0xd800 && unit <= 0xdfff) continue;
      const character = String.fromCharCode(unit);
      const encoded = percentEncode(character);
      if (!/^(?:[A-Za-z0-9\-._~]|(?:%[0-9A-F]{2})+)$/.test(encoded)) expect.unreachable(`U+${unit.toString(16)}`);
      if (decodeURIComponent(encoded) !== character) expect.unreachable(`U+${unit.toString(16)}`);
    }
  });

  it('behavior: any parameters can be decoded', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, text), (parameters) => {
        const encoded = encodeParameters(parameters);
        expect(Object.fromEntries(new URLSearchParams(encoded))).toEqual(
          Object.fromEntries(Object.entries(parameters)),
        );
        expect(encoded).toMatch(/^[A-Za-z0-9\-._~%=&]*$/);
      }),
      { numRuns: 100 },
    );
  });

  it('behavior: names are sorted by code unit', () => {
    expect(encodeParameters({ b: '1', a: '2', B: '3', aa: '4' })).toBe('B=3&a=2&aa=4&b=1');
  });
});
