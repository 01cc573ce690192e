import { describe, expect, it } from 'vitest';
import {
  account,
  NOW,
  pathOf,
  presign,
  presignV1,
  type SigningOptions,
  send,
  sendSigned,
  signedHeaders,
  startTestOss,
  temporaryAccount,
  xmlText,
} from '../local-oss.test-support.ts';

const key = 'dir/file.txt';

async function startWithObject() {
  const local = await startTestOss();
  await local.putObject({ bucket: 'examplebucket', key, body: 'content' });
  return local;
}

function shifted(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

describe('V4 in the URL', () => {
  it('default: a presigned URL without headers', async () => {
    const response = await send(await startWithObject(), { target: presign({ key }) });
    expect(response).toMatchObject({ status: 200, text: 'content' });
  });

  it('default: temporary credentials with a token', async () => {
    const response = await send(await startWithObject(), { target: presign({ key, account: temporaryAccount }) });
    expect(response.status).toBe(200);
  });

  it('behavior: the same query works on virtual hosts', async () => {
    const local = await startWithObject();
    const query = presign({ key }).split('?')[1];
    for (const host of ['examplebucket.oss-cn-hangzhou.aliyuncs.com', 'examplebucket.localhost:80']) {
      expect((await send(local, { target: `/${key}?${query}`, headers: { host } })).status).toBe(200);
    }
  });

  it('behavior: an unsigned Range is accepted, an unsigned x-oss header is refused', async () => {
    const local = await startWithObject();
    const target = presign({ key });
    expect((await send(local, { target, headers: { range: 'bytes=0-2' } })).status).toBe(206);
    expect((await send(local, { target, headers: { 'x-oss-range-behavior': 'standard' } })).status).toBe(403);
  });

  it('error: a URL for GET refuses HEAD, with the error in x-oss-err', async () => {
    const response = await send(await startWithObject(), { method: 'HEAD', target: presign({ key }) });
    const xml = Buffer.from(response.headers['x-oss-err'] ?? '', 'base64').toString('utf8');
    expect(response).toMatchObject({ status: 403, text: '' });
    expect(xmlText(xml, 'Code')).toBe('SignatureDoesNotMatch');
  });

  it('behavior: the answer to a HEAD with the longest key fits into the headers that clients accept', async () => {
    const target = presign({ key: '文'.repeat(341) });
    const response = await send(await startWithObject(), { method: 'HEAD', target });
    const xml = Buffer.from(response.headers['x-oss-err'] ?? '', 'base64').toString('utf8');
    expect(response.status).toBe(403);
    expect(xmlText(xml, 'CanonicalRequest')).toContain('HEAD');
  });

  it('behavior: the lifetime includes its first and last second', async () => {
    const local = await startWithObject();
    const early = presign({ key, now: shifted(15 * 60), expiresInSeconds: 1 });
    const late = presign({ key, now: shifted(-900), expiresInSeconds: 900 });
    expect((await send(local, { target: early })).status).toBe(200);
    expect((await send(local, { target: late })).status).toBe(200);
  });

  it('error: an expired URL', async () => {
    const target = presign({ key, now: shifted(-901), expiresInSeconds: 900 });
    const response = await send(await startWithObject(), { target });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000236' } });
    expect(xmlText(response.text, 'Expires')).toBe('2026-03-04T05:06:06.000Z');
    expect(xmlText(response.text, 'ServerTime')).toBe('2026-03-04T05:06:07.000Z');
  });

  it('error: a signing time more than 15 minutes in the future', async () => {
    const response = await send(await startWithObject(), { target: presign({ key, now: shifted(15 * 60 + 1) }) });
    expect(response.headers['x-oss-ec']).toBe('0002-00000235');
  });

  it.each([
    ['more than seven days', { expiresInSeconds: 604_801 }, '0002-00000232'],
    ['no lifetime', { expiresInSeconds: 0 }, '0002-00000232'],
    ['a negative lifetime', { expiresInSeconds: -10 }, '0002-00000232'],
    ['another region', { region: 'cn-beijing' }, '0002-00000228'],
  ] satisfies [string, Partial<SigningOptions>, string][])('error: %s', async (_, options, ec) => {
    const response = await send(await startWithObject(), { target: presign({ key, ...options }) });
    expect(response.headers['x-oss-ec']).toBe(ec);
  });

  it.each([
    [/x-oss-expires=\d+&/, '', '0002-00000215'],
    [/x-oss-expires=\d+/, 'x-oss-expires=', '0002-00000216'],
    [/x-oss-credential=[^&]+&/, '', '0002-00000217'],
    [/aliyun_v4_request/, 'aws4_request', '0002-00000224'],
    [/x-oss-date=\d{8}/, 'x-oss-date=20250101', '0002-00000223'],
    [/OSS4-HMAC-SHA256/, 'OSS9', '0002-00000066'],
    [/$/, '&x-oss-additional-headers=', '0002-00000076'],
    [/$/, '&x-oss-additional-headers=a_b', '0002-00000078'],
  ])('error: a URL with %s replaced by "%s"', async (pattern, replacement, ec) => {
    const target = presign({ key }).replace(pattern, replacement);
    const response = await send(await startWithObject(), { target });
    expect(response.headers['x-oss-ec']).toBe(ec);
  });

  it('behavior: an additional header must be present (400) and unchanged (403)', async () => {
    const local = await startWithObject();
    const additionalHeaders = ['x-tenant'];
    const target = presign({ key, additionalHeaders, headers: { 'x-tenant': 'a' } });
    expect((await send(local, { target, headers: { 'x-tenant': 'a' } })).status).toBe(200);
    const missing = await send(local, { target });
    expect(missing).toMatchObject({ status: 400, headers: { 'x-oss-ec': '0002-00000077' } });
    const different = await send(local, { target, headers: { 'x-tenant': 'b' } });
    expect(different.status).toBe(403);
    expect(xmlText(different.text, 'Code')).toBe('SignatureDoesNotMatch');
  });

  it('error: a wrong signature, with the string to sign of the server', async () => {
    const target = presign({ key }).replace(/x-oss-signature=.*/, `x-oss-signature=${'0'.repeat(64)}`);
    const response = await send(await startWithObject(), { target });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000201' } });
    expect(xmlText(response.text, 'Code')).toBe('SignatureDoesNotMatch');
    expect(xmlText(response.text, 'CanonicalRequest')).toMatch(/^GET\n\/examplebucket\/dir\/file.txt\n/);
    expect(xmlText(response.text, 'StringToSign')).toMatch(/^OSS4-HMAC-SHA256\n20260304T050607Z\n/);
  });

  it('error: a token in the URL and in a header', async () => {
    const headers = { 'x-oss-security-token': temporaryAccount.securityToken };
    const target = presign({ key, account: temporaryAccount, headers });
    const response = await send(await startWithObject(), { target, headers });
    expect(response.headers['x-oss-ec']).toBe('0002-00000010');
  });

  it('error: signatures in the URL and in a header', async () => {
    const response = await send(await startWithObject(), {
      target: presign({ key }),
      headers: signedHeaders({ key }),
    });
    expect(response.status).toBe(400);
    expect(xmlText(response.text, 'Code')).toBe('InvalidArgument');
  });
});

describe('V4 in the header', () => {
  it('default: signed headers are accepted', async () => {
    const response = await sendSigned(await startWithObject(), { key, account: temporaryAccount });
    expect(response).toMatchObject({ status: 200, text: 'content' });
  });

  it('behavior: spaces after the commas, as in the documentation, are accepted', async () => {
    const headers = signedHeaders({ key, additionalHeaders: ['x-tenant'], headers: { 'x-tenant': 'a' } });
    const authorization = headers['authorization']?.replaceAll(',', ', ') ?? '';
    const response = await send(await startWithObject(), {
      target: pathOf('examplebucket', key),
      headers: { ...headers, authorization },
    });
    expect(response.status).toBe(200);
  });

  it('behavior: a clock skew of up to 15 minutes is accepted', async () => {
    const local = await startWithObject();
    expect((await sendSigned(local, { key, now: shifted(-15 * 60) })).status).toBe(200);
    expect((await sendSigned(local, { key, now: shifted(15 * 60) })).status).toBe(200);
    for (const seconds of [-15 * 60 - 1, 15 * 60 + 1]) {
      const response = await sendSigned(local, { key, now: shifted(seconds) });
      expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000504' } });
      expect(xmlText(response.text, 'Code')).toBe('RequestTimeTooSkewed');
      expect(xmlText(response.text, 'Message')).toBe(
        'The difference between the request time and the current time is too large.',
      );
      expect(xmlText(response.text, 'MaxAllowedSkewMilliseconds')).toBe('900000');
    }
  });

  it.each([
    ['region', /cn-hangzhou/, 'cn-beijing', 400, 'Invalid signing region in Authorization header.', '0002-00000226'],
    ['date', /\/20260304\//, '/20260305/', 400, 'Invalid signing date in Authorization header.', '0002-00000212'],
  ])('error: wrong %s in the scope', async (_, pattern, replacement, status, message, ec) => {
    const headers = signedHeaders({ key });
    const authorization = headers['authorization']?.replace(pattern, replacement) ?? '';
    const response = await send(await startWithObject(), {
      target: pathOf('examplebucket', key),
      headers: { ...headers, authorization },
    });
    expect(response).toMatchObject({ status, headers: { 'x-oss-ec': ec } });
    expect(xmlText(response.text, 'Code')).toBe('InvalidArgument');
    expect(xmlText(response.text, 'Message')).toBe(message);
    expect(xmlText(response.text, 'Authorization')).toBe(authorization);
  });

  it.each([
    ['the scope suffix of S3', /aliyun_v4_request/, 'aws4_request', '0002-00000213'],
    ['an empty list of additional headers', /,Signature/, ',AdditionalHeaders=,Signature', '0002-00000209'],
    ['an additional header that is missing', /,Signature/, ',AdditionalHeaders=x-none,Signature', '0002-00000211'],
  ])('error: %s', async (_, pattern, replacement, ec) => {
    const headers = signedHeaders({ key });
    const authorization = headers['authorization']?.replace(pattern, replacement) ?? '';
    const response = await send(await startWithObject(), {
      target: pathOf('examplebucket', key),
      headers: { ...headers, authorization },
    });
    expect(response).toMatchObject({ status: 400, headers: { 'x-oss-ec': ec } });
  });

  it.each(['OSS4-HMAC-SHA256 nonsense', 'OSS nonsense', 'Bearer abc'])('error: "%s"', async (authorization) => {
    const response = await send(await startWithObject(), {
      target: pathOf('examplebucket', key),
      headers: { authorization },
    });
    expect(response.status).toBe(400);
    expect(xmlText(response.text, 'Code')).toBe('InvalidArgument');
  });

  it('error: no date', async () => {
    const { authorization = '' } = signedHeaders({ key });
    const response = await send(await startWithObject(), {
      target: pathOf('examplebucket', key),
      headers: { authorization },
    });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000503' } });
    expect(xmlText(response.text, 'Code')).toBe('AccessDenied');
  });
});

describe('V1 in the URL', () => {
  it('default: a presigned URL, with and without a token', async () => {
    const local = await startWithObject();
    expect((await send(local, { target: presignV1({ key }) })).text).toBe('content');
    expect((await send(local, { target: presignV1({ key, account: temporaryAccount }) })).text).toBe('content');
  });

  it('behavior: the lifetime is not limited', async () => {
    const target = presignV1({ key, expiresInSeconds: 10 * 365 * 86_400 });
    expect((await send(await startWithObject(), { target })).status).toBe(200);
  });

  it('behavior: the first value of a repeated parameter counts', async () => {
    const target = `${presignV1({ key })}&Expires=1&Signature=x&OSSAccessKeyId=y`;
    expect((await send(await startWithObject(), { target })).status).toBe(200);
  });

  it('error: an expired URL, even if the signature is wrong too', async () => {
    const target = presignV1({ key, expiresInSeconds: -1 }).replace(/Signature=.*/, 'Signature=wrong');
    const response = await send(await startWithObject(), { target });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000069' } });
    expect(xmlText(response.text, 'Code')).toBe('AccessDenied');
    expect(xmlText(response.text, 'Message')).toBe('Request has expired.');
  });

  it.each([
    ['Expires', '0002-00000067'],
    ['OSSAccessKeyId', '0002-00000071'],
    ['Signature', '0002-00000074'],
  ])('error: %s is missing', async (name, ec) => {
    const target = presignV1({ key })
      .replace(new RegExp(`[?&]${name}=[^&]*`), '?')
      .replace('??', '?');
    const response = await send(await startWithObject(), { target });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': ec } });
    expect(xmlText(response.text, 'Code')).toBe('AccessDenied');
    expect(xmlText(response.text, 'Message')).toBe(
      'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
    );
  });

  it.each([
    ['', '0002-00000068'],
    ['abc', '0002-00000070'],
  ])('error: Expires is "%s"', async (value, ec) => {
    const target = presignV1({ key }).replace(/Expires=\d+/, `Expires=${value}`);
    const response = await send(await startWithObject(), { target });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': ec } });
  });

  it('error: a wrong signature, with the string to sign of the server', async () => {
    const target = presignV1({ key }).replace(/Signature=.*/, 'Signature=wrong');
    const response = await send(await startWithObject(), { target });
    const expires = /Expires=(\d+)/.exec(target)?.[1] ?? '';
    const stringToSign = `GET\n\n\n${expires}\n/examplebucket/${key}`;
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000040' } });
    expect(xmlText(response.text, 'Code')).toBe('SignatureDoesNotMatch');
    expect(xmlText(response.text, 'OSSAccessKeyId')).toBe(account.accessKeyId);
    expect(xmlText(response.text, 'SignatureProvided')).toBe('wrong');
    expect(xmlText(response.text, 'StringToSign')).toBe(stringToSign);
    expect(xmlText(response.text, 'StringToSignBytes')).toMatch(/^47 45 54 0A 0A 0A (?:[0-9A-F]{2} )+$/);
  });

  it('error: an x-oss query parameter that was not signed', async () => {
    const response = await send(await startWithObject(), {
      target: `${presignV1({ key })}&x-oss-traffic-limit=819200`,
    });
    expect(xmlText(response.text, 'Code')).toBe('SignatureDoesNotMatch');
  });
});

describe('accounts', () => {
  it('error: an unknown access key ID', async () => {
    const unknownAccount = { accessKeyId: 'LTAIunknown', accessKeySecret: 'x' };
    const response = await send(await startWithObject(), { target: presign({ key, account: unknownAccount }) });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000902' } });
    expect(xmlText(response.text, 'Code')).toBe('InvalidAccessKeyId');
    expect(xmlText(response.text, 'Message')).toBe('The OSS Access Key Id you provided does not exist in our records.');
    expect(xmlText(response.text, 'OSSAccessKeyId')).toBe('LTAIunknown');
  });

  it.each([
    ['a temporary key without its token', temporaryAccount, undefined, undefined, '0002-00000003'],
    ['a wrong token', temporaryAccount, 'wrong', 'InvalidSecurityToken', '0002-00000006'],
    [
      'the token of another key',
      account,
      temporaryAccount.securityToken,
      'AccessKeyIdAndSecurityTokenNotMatch',
      undefined,
    ],
  ])('error: %s', async (_, { accessKeyId, accessKeySecret }, securityToken, code, ec) => {
    const sender = { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) };
    const response = await send(await startWithObject(), { target: presign({ key, account: sender }) });
    expect(response.status).toBe(403);
    expect(response.headers['x-oss-ec']).toBe(ec);
    expect(code === undefined || xmlText(response.text, 'Code') === code).toBe(true);
  });

  it('error: an expired token', async () => {
    const local = await startTestOss({ accounts: [{ ...temporaryAccount, expiration: NOW }] });
    const response = await send(local, { target: presign({ key, account: temporaryAccount }) });
    expect(response).toMatchObject({ status: 403, headers: { 'x-oss-ec': '0002-00000007' } });
    expect(xmlText(response.text, 'Code')).toBe('SecurityTokenExpired');
  });
});
