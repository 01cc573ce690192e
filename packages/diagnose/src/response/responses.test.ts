import { describe, expect, it } from 'vitest';
import { goodAttempt, host, NOW, signAttempt, temporary } from '../corpus.test-support.ts';
import { explain } from '../explain.ts';
import { explainCode } from '../explain-code.ts';
import { en } from '../texts/en.ts';
import { ja } from '../texts/ja.ts';
import { zh } from '../texts/zh.ts';
import { causeByCode, causeByEc } from './causes-by-code.ts';
import type { ResponseInput } from './read-response.ts';

const url = signAttempt(goodAttempt);
const withToken = signAttempt({ ...goodAttempt, sign: { credentials: temporary } });

interface ErrorInput {
  readonly code?: string;
  readonly message?: string;
  readonly ec?: string;
  readonly details?: string;
}

function respond(status: number, { code = 'AccessDenied', message, ec, details = '' }: ErrorInput): ResponseInput {
  const element = (name: string, text: string | undefined) => (text === undefined ? '' : `<${name}>${text}</${name}>`);
  const named = element('Code', code) + element('Message', message) + element('EC', ec);
  return { status, body: `<Error>${named}<HostId>${host}</HostId>${details}</Error>` };
}

const causesOf = (response: ResponseInput, signed = url): readonly string[] =>
  explain({ url: signed, response, now: NOW }).map(({ cause }) => cause);

describe('responses', () => {
  it.each([
    ['You are denied by bucket referer policy.', 'RefererDenied'],
    ['This request is forbidden by kms', 'NoPermissionByKms'],
    ['Access denied by VPC endpoint policy.', 'NoPermissionByVpcPolicy'],
    ["Access denied by authorizer's policy.", 'NoPermissionBySessionPolicy'],
    ['Access denied by bucket policy.', 'NoPermissionByBucketPolicy'],
    ['Invalid according to Policy: Policy expired.', 'PostPolicyRefused'],
    ['Anonymous user has no right to access this object.', 'AnonymousForbidden'],
    ['Anonymous access is forbidden for this operation.', 'AnonymousForbidden'],
    ['You have no right to access this object because of bucket acl.', 'NoPermission'],
    ['Request has expired.', 'Expired'],
  ])('default: access is denied with "%s": %s', (message, cause) => {
    expect(causesOf(respond(403, { message }))[0]).toBe(cause);
  });

  it('behavior: an anonymous request that overrides a header has its own cause', () => {
    const message = 'Can not override response header for an anonymous user';
    expect(causesOf(respond(400, { code: 'InvalidRequest', message }))[0]).toBe('OverrideByAnonymous');
  });

  it.each([
    ['PublicEndpointForbidden', 'Not allowed using the OSS public endpoint , please use CNAME instead.'],
    ['ApkDownloadForbidden', ''],
    ['ExternalRedirectForbidden', '3xx redirect to public network is not allowed using the OSS endpoint.'],
  ])('behavior: the fix for %s is a custom domain', (code, message) => {
    const [finding] = explain({ url, response: respond(400, { code, message }), now: NOW });
    expect(finding?.fix).toMatch(/custom domain.*useCname, cnameEndpoint/);
  });

  it.each([
    ['InDebt', 'AccountInDebt'],
    ['InDebtOverdue', 'AccountInDebt'],
    ['UserDisable', 'AccountDisabled'],
    ['BucketDisable', 'BucketDisabled'],
    ['AbnormalBucketOwnerStatus', 'BucketOwnerDisabled'],
    ['CnameDenied', 'DomainOfOtherUser'],
  ])('behavior: the code %s means %s', (code, cause) => {
    expect(causesOf(respond(403, { code }))[0]).toBe(cause);
  });

  it('behavior: a request that timed out is distinguished from a throttled one', () => {
    expect(causesOf(respond(400, { code: 'RequestTimeout' }))).toEqual(['RequestTimeout']);
  });

  it.each([
    ['AccountLevelIdentityBasedPolicy', 'ExplicitDeny', 'a RAM policy denies the request.', 'Look for the Deny'],
    ['AccountLevelIdentityBasedPolicy', 'ImplicitDeny', 'no RAM policy allows the request.', 'Attach a RAM policy'],
    [
      'ResourceGroupLevelIdentityBasedPolicy',
      '',
      'no RAM policy allows the request, or one denies it.',
      'Attach a RAM policy',
    ],
    ['SessionPolicy', 'ImplicitDeny', 'the policies of the temporary credentials', 'Allow oss:GetObject'],
  ])(
    'behavior: the policy type %s with %j overrides the message, which names the bucket policy',
    (type, denial, evidence, fix) => {
      const details =
        `<AccessDeniedDetail><PolicyType>${type}</PolicyType>` +
        `<NoPermissionType>${denial}</NoPermissionType></AccessDeniedDetail>`;
      const response = respond(403, { message: 'Access denied by bucket policy.', details });
      const [finding] = explain({ url, response, now: NOW });
      expect(finding?.evidence).toContain(evidence);
      expect(finding?.fix).toContain(fix);
    },
  );

  it('behavior: a message overrides a detailed code that is no more specific than the code', () => {
    const response = respond(403, { message: 'This request is forbidden by kms', ec: '0003-00000001' });
    expect(causesOf(response)).toEqual(['NoPermissionByKms']);
  });

  it.each([
    [{ message: 'The OSS Access Key Id you provided is disabled.' }, url, 'AccessKeyDisabled'],
    [{ message: 'The OSS Access Key Id you provided is disabled.' }, withToken, 'AccessKeyDisabled'],
    [{ message: 'The OSS Access Key Id you provided does not exist in our records.' }, url, 'AccessKeyUnknown'],
    [{ message: 'The OSS Access Key Id you provided does not exist in our records.' }, withToken, 'TokenKeyUnknown'],
    [{ ec: '0002-00000002' }, withToken, 'TokenKeyUnknown'],
    [{ ec: '0002-00000902' }, url, 'AccessKeyUnknown'],
  ])('behavior: an access key that is refused with %j', (input, signed, cause) => {
    expect(causesOf(respond(403, { code: 'InvalidAccessKeyId', ...input }), signed)[0]).toBe(cause);
  });

  it('behavior: an object whose current version is a delete marker was deleted', () => {
    const missing = respond(404, { code: 'NoSuchKey', details: '<Key>report.pdf</Key>' });
    const headers = { 'X-Oss-Delete-Marker': 'true' };
    const [finding] = explain({ url, response: { ...missing, headers }, now: NOW });
    expect(finding).toMatchObject({ cause: 'ObjectDeleted', evidence: expect.stringContaining('"report.pdf"') });
    expect(causesOf(missing)).toEqual(['NoSuchKey']);
  });

  it('behavior: 203 is a refusal only with an error code', () => {
    expect(causesOf(respond(203, { code: 'CallbackFailed', message: 'Error status : 502.' }))).toEqual([
      'CallbackFailed',
    ]);
    expect(causesOf({ status: 203, body: '<Error>' })).toEqual([]);
  });

  it('behavior: a code with the name of an inherited property is unknown', () => {
    expect(causesOf(respond(403, { code: 'constructor', ec: 'toString' }))).toEqual(['Refused']);
  });

  it.each([en, zh, ja])('behavior: the explanation of a code alone has no gaps: %#', (texts) => {
    for (const code of [...Object.keys(causeByCode), ...Object.keys(causeByEc)]) {
      expect(explainCode(code, { texts })?.evidence, code).not.toMatch(/ {2}|""|[^ -~] [^ -~]/);
    }
  });

  it('behavior: AccessDenied alone does not mean a missing permission, but its EC can', () => {
    expect(explainCode('accessdenied')).toMatchObject({ cause: 'AccessDenied', proven: false });
    expect(explainCode('0003-00000001')?.cause).toBe('NoPermission');
  });

  it.each([
    [en, 'the region "…", but'],
    [zh, '地域 "…" 签名'],
    [ja, 'リージョン "…" 用'],
  ])('behavior: an unknown region leaves a complete sentence: %#', (texts, words) => {
    expect(explainCode('0002-00000226', { texts })?.evidence).toContain(words);
  });
});
