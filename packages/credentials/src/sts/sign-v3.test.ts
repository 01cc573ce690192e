import { describe, expect, it } from 'vitest';
import { hashOf, signV3 } from './sign-v3.ts';

const stsHeaders = {
  host: 'sts.cn-hangzhou.aliyuncs.com',
  'x-acs-action': 'AssumeRole',
  'x-acs-version': '2015-04-01',
  'x-acs-date': '2024-08-30T07:03:06Z',
  'x-acs-signature-nonce': '0'.repeat(32),
};

describe('signV3', () => {
  it('behavior: the example in the documentation (B4)', () => {
    const signed = signV3(
      {
        method: 'POST',
        query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
        headers: {
          host: 'ecs.cn-shanghai.aliyuncs.com',
          'x-acs-action': 'RunInstances',
          'x-acs-version': '2014-05-26',
          'x-acs-date': '2023-10-26T10:22:32Z',
          'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
          'x-acs-content-sha256': hashOf(''),
        },
        body: '',
      },
      'YourAccessKeyId',
      'YourAccessKeySecret',
    );
    expect(hashOf(signed.canonicalRequest)).toBe('7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259');
    expect(signed.authorization).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  it('behavior: AssumeRole with its parameters in the query (B5)', () => {
    const signed = signV3(
      {
        method: 'POST',
        query: {
          DurationSeconds: '3600',
          RoleArn: 'acs:ram::123456789012****:role/adminrole',
          RoleSessionName: 'alice',
        },
        headers: { ...stsHeaders, 'x-acs-content-sha256': hashOf('') },
        body: '',
      },
      'testid',
      'testsecret',
    );
    expect(hashOf(signed.canonicalRequest)).toBe('eb487b3198a92a0c31bd2b90a2b12affaa0cf63ec9ca3f60cf0ae33122b52519');
    expect(signed.authorization).toContain('=db06fc1fba00904cbe5649c7a2b1fb4a84f6bc9de09f7cf3c6e8659f791256af');
  });

  it('behavior: AssumeRole with a form and a token (B6)', () => {
    const body =
      'RoleArn=acs%3Aram%3A%3A123456789012%2A%2A%2A%2A%3Arole%2Fadminrole&RoleSessionName=alice&DurationSeconds=3600';
    expect(hashOf(body)).toBe('79edab2df3c7f3862a0dd03abdd13c60d777a7545137adcf40e72006116bde90');
    const signed = signV3(
      {
        method: 'POST',
        query: {},
        headers: {
          ...stsHeaders,
          'content-type': 'application/x-www-form-urlencoded',
          'x-acs-accesskey-id': 'testid',
          'x-acs-security-token': 'tok',
          'x-acs-content-sha256': hashOf(body),
          accept: 'not signed',
        },
        body,
      },
      'testid',
      'testsecret',
    );
    expect(hashOf(signed.canonicalRequest)).toBe('788ea20cf38a7885b9f8232b9f9dde52fbac8421d24b07b6ed599c47a9e839a3');
    expect(signed.authorization).toContain('=b77b67170154744a665e75357c7826b9f18789a4259c5f5a88a8008312348e25');
  });
});
