import { describe, expect, it } from 'vitest';
import { explain } from '../explain.ts';
import type { ExplainInput } from '../explain-input.ts';

const now = new Date('2026-03-04T05:06:07Z');
const host = 'examplebucket.oss-cn-hangzhou.aliyuncs.com';
const good: Readonly<Record<string, string>> = {
  'x-oss-signature-version': 'OSS4-HMAC-SHA256',
  'x-oss-credential': 'LTAI5tExample/20260304/cn-hangzhou/oss/aliyun_v4_request',
  'x-oss-date': '20260304T050607Z',
  'x-oss-expires': '900',
  'x-oss-signature': '0a'.repeat(32),
};
const credential = (region: string, product = 'oss') => ({
  'x-oss-credential': `LTAI5tExample/20260304/${region}/${product}/aliyun_v4_request`,
});

/** The causes that are found in a URL without a response. */
function causesOf(changes: Readonly<Record<string, string>>, more: Partial<ExplainInput> = {}, at = host) {
  const query = new URLSearchParams({ ...good, ...changes });
  return explain({ url: `https://${at}/report.pdf?${query}`, now, ...more }).map(({ cause }) => cause);
}

describe('a URL without a response', () => {
  it.each([
    [[], {}],
    [['ExpiresMissing'], { 'x-oss-expires': '' }],
    [['ExpiresOutOfRange'], { 'x-oss-expires': '0' }],
    [['ExpiresOutOfRange'], { 'x-oss-expires': '604801' }],
    [['ExpiresOutOfRange'], { 'x-oss-expires': '-1' }],
    [['ExpiresOutOfRange'], { 'x-oss-expires': '9e2' }],
    [['ExpiresOutOfRange'], { 'x-oss-expires': ' 900' }],
    [[], { 'x-oss-expires': '1' }],
    [[], { 'x-oss-expires': '604800' }],
    [['TokenCapsLifetime'], { 'x-oss-expires': '43201', 'x-oss-security-token': 'token' }],
    [[], { 'x-oss-expires': '43200', 'x-oss-security-token': 'token' }],
    [['SigningDateInvalid'], { 'x-oss-date': '20260304' }],
    [['SigningDateInvalid'], { 'x-oss-date': '20260303T235959Z', 'x-oss-expires': '604800' }],
    [['CredentialMalformed'], { 'x-oss-credential': 'LTAI5tExample' }],
    [['CredentialMalformed'], { 'x-oss-credential': 'LTAI5tExample/20260304/cn-hangzhou/oss/aws4_request' }],
    [['RegionPrefixed'], credential('oss-cn-hangzhou')],
    [['RegionWrong'], credential('cn-beijing')],
    [['ProductWrong'], credential('cn-hangzhou', 's3')],
    [[], credential('cn-hangzhou', 'oss-cloudbox')],
    [['TokenMissing'], { 'x-oss-credential': 'STS.Example/20260304/cn-hangzhou/oss/aliyun_v4_request' }],
    [['AdditionalHeadersMalformed'], { 'x-oss-additional-headers': '' }],
    [['AdditionalHeadersMalformed'], { 'x-oss-additional-headers': 'x_a' }],
    [['ContentTypeOverride'], { 'response-content-type': 'text/plain' }],
    [['VersionIdEmpty'], { versionId: '' }],
    [['TrafficLimitInvalid'], { 'x-oss-traffic-limit': '819199' }],
    [['TrafficLimitInvalid'], { 'x-oss-traffic-limit': '838860801' }],
    [['TrafficLimitInvalid'], { 'x-oss-traffic-limit': '819200.5' }],
    [[], { 'x-oss-traffic-limit': '819200' }],
    [[], { 'x-oss-traffic-limit': '838860800' }],
  ])('behavior: finds %j in %j', (causes, changes) => {
    expect(causesOf(changes)).toEqual(causes);
  });

  it.each([
    [['AdditionalHeaderMissing'], {}],
    [[], { Range: 'bytes=0-1' }],
    [['TwoSignatures'], { Range: 'bytes=0-1', Authorization: 'OSS4-HMAC-SHA256 …' }],
  ])('behavior: finds %j if the headers %j were sent', (causes, headers) => {
    const stated = causesOf({ 'x-oss-additional-headers': 'host;range' }, { request: { headers } });
    expect(stated.filter((cause) => cause !== 'SignedHeaderChanged')).toEqual(causes);
  });

  it('behavior: finds a token and a traffic limit that are sent twice', () => {
    const headers = { 'x-oss-security-token': 'token', 'x-oss-traffic-limit': '819200' };
    const changes = { 'x-oss-security-token': 'token', 'x-oss-traffic-limit': '819200' };
    expect(causesOf(changes, { request: { headers } })).toEqual(
      expect.arrayContaining(['TokenTwice', 'TrafficLimitTwice']),
    );
  });

  it.each([
    [[], 900_000],
    [['Expired'], 900_001],
    [[], -900_000],
    [['NotYetValid'], -900_001],
  ])('behavior: finds %j %i ms after signing', (causes, afterMs) => {
    expect(causesOf({}, { now: new Date(now.getTime() + afterMs) })).toEqual(causes);
  });

  it('behavior: times are reported with the clock that they were compared with', () => {
    const url = `https://${host}/report.pdf?${new URLSearchParams(good)}`;
    expect(explain({ url, now: new Date('2026-03-04T05:21:08Z') })[0]?.facts).toEqual({
      end: '2026-03-04T05:21:07Z',
      at: '2026-03-04T05:21:08Z',
      isServerClock: false,
    });
    expect(explain({ url, now: new Date('2026-03-04T04:51:06Z') })[0]?.facts).toEqual({
      start: '2026-03-04T05:06:07Z',
      at: '2026-03-04T04:51:06Z',
      isServerClock: false,
    });
  });

  it('behavior: a token in a header, or under the name of the other version, is not missing', () => {
    const changes = { 'x-oss-credential': 'STS.Example/20260304/cn-hangzhou/oss/aliyun_v4_request' };
    const request = { headers: { 'x-oss-security-token': 'token' } };
    expect(causesOf(changes, { request })).not.toContain('TokenMissing');
    expect(causesOf({ ...changes, 'security-token': 'token' })).not.toContain('TokenMissing');
  });

  it('behavior: on a custom domain, a region is wrong if it is malformed or lacks its country', () => {
    expect(causesOf(credential('cn_beijing'), {}, 'files.example.com')).toEqual(['RegionWrong']);
    expect(causesOf(credential('beijing'), {}, 'files.example.com')).toEqual(['RegionWrong']);
    expect(causesOf(credential('cn-beijing'), {}, 'files.example.com')).toEqual([]);
  });

  it('behavior: the bucket is in the path of a public host', () => {
    expect(causesOf({}, {}, 'oss-cn-hangzhou.aliyuncs.com')).toEqual(['PathStyleForbidden']);
  });

  it('behavior: Expires of V1 is not a number', () => {
    const query = 'OSSAccessKeyId=LTAI5tExample&Expires=soon&Signature=nRkMkQxTg9sCmnF2Rc1LGg0r3m0%3D';
    expect(explain({ url: `https://${host}/a?${query}`, now }).map(({ cause }) => cause)).toEqual(['V1ExpiresInvalid']);
  });
});
