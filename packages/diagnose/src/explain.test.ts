import type { PresignResult } from '@ossferry/contract';
import type { LocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Attempt,
  account,
  bucket,
  goodAttempt,
  NOW,
  run,
  signAttempt,
  startCorpusOss,
} from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { inspectUrl } from './inspect-url.ts';
import { ja } from './texts/ja.ts';

let local: LocalOss;
beforeAll(async () => {
  local = await startCorpusOss(() => NOW);
});
afterAll(() => local.close());

const send = (attempt: Partial<Attempt>) => run({ ...goodAttempt, ...attempt }, local);

describe('explain', () => {
  it('default: evidence, fix and differences', async () => {
    const [finding] = explain(await send({ headers: { 'content-type': 'text/html' } }));
    expect(finding).toEqual({
      cause: 'HeaderNotSigned',
      facts: { name: 'content-type', inTransit: false },
      evidence: 'The request has the header content-type, which is not part of the signature.',
      fix: expect.stringContaining('Do not send Content-Type'),
      proven: true,
      differences: [{ line: 'headers', received: 'content-type:text/html' }],
    });
  });

  it('default: error XML without status and headers', async () => {
    const { url, response } = await send({ addedHeaders: { 'x-oss-proxy': '1' } });
    expect(explain({ url, errorXml: response?.body })[0]).toMatchObject({ cause: 'HeaderNotSigned', proven: false });
  });

  it('default: headers that were added in transit, in the string to sign of V1', async () => {
    const addedHeaders = { 'x-oss-proxy': '1', 'content-type': 'text/html' };
    const findings = explain({ ...(await send({ sign: { version: 'V1' }, addedHeaders })), credentials: undefined });
    expect(findings.map(({ facts }) => facts)).toEqual([
      { name: 'content-type', inTransit: true },
      { name: 'x-oss-proxy', inTransit: true },
    ]);
  });

  it('behavior: a private endpoint may be in path style', () => {
    const sign = { baseUrl: 'https://oss.example.com', path: `/${bucket}/a/c.txt`, key: 'a/c.txt' };
    const input = { url: signAttempt({ ...goodAttempt, sign }), now: NOW, credentials: account };
    expect(explain(input)).toEqual([]);
    expect(explain({ ...input, signed: { bucket } })).toEqual([]);
    expect(explain({ ...input, request: { method: 'HEAD' } })[0]).toMatchObject({
      cause: 'MethodDiffers',
      proven: true,
    });
    const credentials = { ...account, accessKeySecret: 'another secret' };
    expect(explain({ ...input, credentials, signed: { bucket } })[0]).toMatchObject({ cause: 'SecretWrong' });
  });

  it('behavior: on a custom domain, a key may begin like its bucket', () => {
    const sign = { baseUrl: 'https://static.example.com', key: `${bucket}/c.txt` };
    const url = signAttempt({ ...goodAttempt, sign });
    expect(explain({ url, now: NOW, credentials: account, signed: { bucket } })).toEqual([]);
  });

  it('default: a URL without a response', () => {
    const url = signAttempt(goodAttempt);
    expect(explain({ url, now: NOW })).toEqual([]);
    expect(explain({ url, now: new Date('2026-03-05') })[0]?.cause).toBe('Expired');
    expect(explain({ url: url.replace('oss-cn-hangzhou', 'oss-cn-beijing'), now: NOW })[0]?.cause).toBe('RegionWrong');
  });

  it.each([
    ['cn-hangzhou-finance', 'oss-cn-hzfinance.aliyuncs.com'],
    ['cn-shanghai-finance-1', 'oss-cn-shanghai-finance-1-pub.aliyuncs.com'],
    ['cn-beijing', 'cn-beijing-h-internal.oss-data-acc.aliyuncs.com'],
  ])('behavior: a URL for %s may use the host %s', (region, host) => {
    const url = signAttempt({ ...goodAttempt, sign: { region } }).replace('oss-cn-hangzhou.aliyuncs.com', host);
    expect(explain({ url, now: NOW })).toEqual([]);
    expect(inspectUrl(url, { now: NOW })).toMatchObject({ bucket: 'examplebucket', region });
  });

  it.each([
    ['a different method', { sign: { method: 'PUT' }, signed: { method: 'PUT', signedHeaders: {} } }, 'MethodDiffers'],
    [
      'a missing header',
      {
        sign: { headers: { 'x-oss-request-payer': 'requester' } },
        signed: { signedHeaders: { 'X-Oss-Request-Payer': 'requester' } },
      },
      'SignedHeaderMissing',
    ],
    [
      'a changed header',
      {
        sign: { method: 'PUT', headers: { 'content-type': 'text/plain' } },
        method: 'PUT',
        headers: { 'content-type': 'text/html' },
        signed: { method: 'PUT', signedHeaders: { 'content-type': 'text/plain' } },
      },
      'SignedHeaderChanged',
    ],
  ] as const)('option: signed reveals %s without the secret', async (_, attempt, cause) => {
    const sent = await send(attempt);
    expect(explain({ ...sent, credentials: undefined })[0]?.cause).toBe(cause);
  });

  it('behavior: a known region without its country is found before OSS is asked', () => {
    const signedFor = (region: string): string =>
      `https://b.oss-${region}.aliyuncs.com/k?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20260101T000000Z` +
      `&x-oss-expires=900&x-oss-credential=LTAI%2F20260101%2F${region}%2Foss%2Faliyun_v4_request&x-oss-signature=${'a'.repeat(64)}`;
    const now = new Date('2026-01-01T00:00:00Z');
    expect(explain({ url: signedFor('hangzhou'), now })).toMatchObject([
      { cause: 'RegionWrong', facts: { signed: 'hangzhou', expected: 'cn-hangzhou' } },
    ]);
    expect(explain({ url: signedFor('home'), now })).toEqual([]);
  });

  it('option: signed accepts the result of presign', async () => {
    const sign = { headers: { 'x-oss-request-payer': 'requester' } };
    const signed: PresignResult = {
      method: 'GET',
      url: signAttempt({ ...goodAttempt, sign }),
      expiration: NOW,
      signedHeaders: sign.headers,
      limitedBy: 'request',
      warnings: [],
    };
    const sent = await send({ sign });
    expect(explain({ ...sent, signed, credentials: undefined })[0]?.cause).toBe('SignedHeaderMissing');
  });

  it('option: request is unknown, and the canonical request in the response is enough', async () => {
    const sent = await send({ headers: { 'content-type': 'text/html' } });
    const { request: _, ...unknown } = sent;
    expect(explain(unknown)[0]).toMatchObject({ cause: 'HeaderNotSigned', proven: true });
    expect(explain({ ...unknown, credentials: undefined })[0]?.cause).toBe('HeaderNotSigned');
  });

  it('option: receivedAt reveals a wrong clock', async () => {
    const sent = await send({ sign: { key: 'missing' } });
    const receivedAt = new Date(NOW.getTime() + 23 * 60_000);
    const clock = explain({ ...sent, receivedAt }).find(({ cause }) => cause === 'ClockOff');
    expect(clock?.evidence).toBe('The clock of this machine is 23 minutes ahead of that of OSS.');
  });

  it('option: texts', async () => {
    const sent = await send({ method: 'HEAD' });
    expect(explain({ ...sent, texts: ja })[0]?.evidence).toBe(
      'リクエストは HEAD でしたが、URL は GET 用に署名されています。',
    );
  });

  it('behavior: the response to a HEAD is read from its header', async () => {
    const sent = await send({ method: 'HEAD' });
    expect(sent.response?.body).toBe('');
    expect(explain({ ...sent, credentials: undefined })[0]?.cause).toBe('MethodDiffers');
  });

  it('behavior: the bytes of the canonical request override its text, which may have lost whitespace', async () => {
    const { response, ...sent } = await send({ headers: { 'content-type': 'text/html' } });
    const body = response?.body?.replace(/<CanonicalRequest>[^<]*/, '<CanonicalRequest>pasted badly');
    expect(explain({ ...sent, response: { ...response, body } })[0]?.cause).toBe('HeaderNotSigned');
  });

  it('behavior: the secret proves an edited x-oss-expires', async () => {
    const sent = await send({ url: (url) => url.replace('x-oss-expires=900', 'x-oss-expires=86400') });
    expect(explain(sent)[0]).toMatchObject({
      cause: 'ParameterChanged',
      proven: true,
      differences: [{ line: 'query', signed: 'x-oss-expires=900', received: 'x-oss-expires=86400' }],
    });
  });

  it('behavior: the secret proves an edited Expires of V1', async () => {
    const signed = `Expires=${NOW.getTime() / 1000 + 900}`;
    const received = 'Expires=4102444800';
    const sent = await send({ sign: { version: 'V1' }, url: (url) => url.replace(signed, received) });
    expect(explain(sent)).toMatchObject([
      { cause: 'ParameterChanged', proven: true, differences: [{ line: 'query', signed, received }] },
    ]);
  });

  it('behavior: no finding for a changed encoding that the signature does not cover', async () => {
    const sent = await send({ inTransit: (url) => url.replace('report', 'rep%6Frt') });
    expect(explain(sent)).toEqual([]);
  });

  it('behavior: credentials of another key are reported, and prove nothing', async () => {
    const sent = await send({ method: 'HEAD' });
    const findings = explain({
      ...sent,
      credentials: { accessKeyId: 'LTAI5tSomebody', accessKeySecret: 'x'.repeat(30) },
    });
    expect(findings.map(({ cause, proven }) => [cause, proven])).toEqual([
      ['MethodDiffers', false],
      ['AccessKeyDiffers', false],
    ]);
  });

  it('behavior: an HTML response of a gateway is a refusal', () => {
    const response = { status: 502, body: '<html>Bad Gateway</html>' };
    expect(explain({ url: signAttempt(goodAttempt), response, now: NOW })[0]?.cause).toBe('Refused');
  });

  it('behavior: a forced download is reported, although it is not a refusal', () => {
    const response = { status: 200, headers: { 'X-Oss-Ec': '0048-00000001' } };
    expect(explain({ url: signAttempt(goodAttempt), response })[0]?.cause).toBe('ForcedDownload');
  });

  it('error: malformed URLs cause findings, not exceptions', () => {
    for (const url of [
      '',
      '?',
      'https://',
      'https://h',
      '%',
      '&&&',
      'https://h/%zz?x-oss-credential=%&x-oss-date=%%',
      '\ud800',
    ]) {
      expect(explain({ url, credentials: account, now: NOW }).length).toBeGreaterThan(0);
    }
  });

  it('behavior: the error XML of the local OSS contains what the comparison needs', async () => {
    const { response } = await send({ headers: { 'x-oss-a': '1' } });
    for (const name of [
      'Code',
      'Message',
      'RequestId',
      'HostId',
      'StringToSign',
      'CanonicalRequest',
      'EC',
      'RecommendDoc',
    ]) {
      expect(response?.body).toContain(`<${name}>`);
    }
    const v1 = await send({ sign: { version: 'V1', bucket }, headers: { 'x-oss-a': '1' } });
    for (const name of ['OSSAccessKeyId', 'SignatureProvided', 'StringToSign', 'StringToSignBytes']) {
      expect(v1.response?.body).toContain(`<${name}>`);
    }
  });
});
