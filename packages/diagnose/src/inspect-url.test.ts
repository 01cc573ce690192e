import { describe, expect, it } from 'vitest';
import { goodAttempt, NOW, signAttempt, temporary } from './corpus.test-support.ts';
import { inspectUrl } from './inspect-url.ts';
import { repairUrl } from './repair-url.ts';
import { zh } from './texts/zh.ts';

type Sign = Parameters<typeof signAttempt>[0]['sign'];
const make = (sign: Sign = {}): string => signAttempt({ ...goodAttempt, sign });
const now = NOW;

describe('inspectUrl', () => {
  it('default: a V4 URL', () => {
    const report = inspectUrl(make({ query: [['versionId', 'null']], key: 'a b/文.txt' }), { now });
    expect(report).toMatchObject({
      version: 'V4',
      host: 'examplebucket.oss-cn-hangzhou.aliyuncs.com',
      addressing: 'virtual-hosted',
      endpoint: 'public',
      bucket: 'examplebucket',
      key: 'a b/文.txt',
      region: 'cn-hangzhou',
      accessKeyId: 'LTAI***eyId',
      scope: { date: '20260304', region: 'cn-hangzhou', product: 'oss', suffix: 'aliyun_v4_request' },
      start: NOW,
      end: new Date('2026-03-04T05:21:07Z'),
      validity: 'valid',
      secondsLeft: 900,
      tokenPresent: false,
      additionalHeaders: [],
      parameters: [{ name: 'versionId', value: 'null', effect: 'reads this version of the object' }],
      defects: [],
    });
  });

  it('default: a V1 URL has no start and no scope', () => {
    const report = inspectUrl(make({ version: 'V1' }), { now });
    expect(report).toMatchObject({ version: 'V1', validity: 'valid', secondsLeft: 900, region: 'cn-hangzhou' });
    expect([report.start, report.scope]).toEqual([undefined, undefined]);
  });

  it('default: a URL without a signature', () => {
    const report = inspectUrl('https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k', { now });
    expect(report).toMatchObject({ version: 'none', validity: 'unknown', defects: [{ cause: 'NotSigned' }] });
  });

  it.each([
    'xoss-accelerate.aliyuncs.com',
    'xoss-cn-hangzhou-internal.aliyuncs.com',
    'bucket.oss-cn-hangzhou.aliyuncs.com.example.com',
    'bucket.cn-hangzhou.oss.aliyuncs.com.example.com',
    'not-localhost',
    'localhost.example.com',
  ])('behavior: %s is a custom domain', (host) => {
    expect(inspectUrl(`https://${host}:8080/k`, { now })).toMatchObject({
      addressing: 'custom-domain',
      endpoint: 'other',
    });
  });

  it('behavior: + in a parameter is a space, and in the path a plus', () => {
    const report = inspectUrl(`${make({ key: 'a+b' })}&prefix=a+b`, { now });
    expect(report).toMatchObject({ key: 'a+b', parameters: [{ name: 'prefix', value: 'a b' }] });
  });

  it('option: now', () => {
    const at = (minutes: number): string =>
      inspectUrl(make(), { now: new Date(NOW.getTime() + minutes * 60_000) }).validity;
    expect([at(-1), at(0), at(15), at(16)]).toEqual(['notYetValid', 'valid', 'valid', 'expired']);
  });

  it('option: texts', () => {
    expect(inspectUrl(`${make()}。`, { now, texts: zh }).defects[0]?.fix).toContain('句末标点');
  });

  it('behavior: a token and additional headers are reported', () => {
    const input = { credentials: temporary, headers: { range: 'bytes=0-1' }, additionalHeaders: ['range'] };
    expect(inspectUrl(make(input), { now })).toMatchObject({ tokenPresent: true, additionalHeaders: ['range'] });
  });

  it.each([
    ['examplebucket.oss-cn-hangzhou-internal.aliyuncs.com', 'virtual-hosted', 'internal', 'cn-hangzhou'],
    ['examplebucket.oss-accelerate.aliyuncs.com', 'virtual-hosted', 'accelerate', undefined],
    ['examplebucket.oss-accelerate-overseas.aliyuncs.com', 'virtual-hosted', 'accelerate', undefined],
    ['examplebucket.cn-hangzhou.oss.aliyuncs.com', 'virtual-hosted', 'dual-stack', 'cn-hangzhou'],
    ['oss-cn-hangzhou.aliyuncs.com', 'path-style', 'public', 'cn-hangzhou'],
    ['b.cb-1.cn-hangzhou.oss-cloudbox.aliyuncs.com', 'virtual-hosted', 'cloud-box', 'cb-1'],
    ['127.0.0.1:9000', 'path-style', 'other', undefined],
    ['[::1]:9000', 'path-style', 'other', undefined],
    ['static.example.com', 'custom-domain', 'other', undefined],
  ])('behavior: host %s', (host, addressing, endpoint, region) => {
    const report = inspectUrl(`https://${host}/b/k?x-oss-process=image/info`, { now });
    expect(report).toMatchObject({ host, addressing, endpoint, parameters: [{ name: 'x-oss-process' }] });
    expect(report.region).toBe(region);
  });

  it.each([
    'x-oss-process',
    'versionId',
    'x-oss-traffic-limit',
    'response-expires',
    'response-content-type',
    'uploadId',
    'acl',
    'callback',
  ])('behavior: the parameter %s has an effect', (name) => {
    expect(inspectUrl(make({ query: [[name, '1']] }), { now }).parameters[0]?.effect).toBeTruthy();
  });

  it('behavior: an unknown parameter has no effect', () => {
    expect(inspectUrl(make({ query: [['a', 'b']] }), { now }).parameters).toEqual([{ name: 'a', value: 'b' }]);
  });
});

describe('repairUrl', () => {
  const ways: readonly (readonly [string, (url: string) => string])[] = [
    ['HTML entities', (url) => url.replaceAll('&', '&amp;')],
    ['HTML entities twice', (url) => url.replaceAll('&', '&amp;amp;')],
    ['JSON escapes', (url) => `"${url.replaceAll('&', '\\u0026').replaceAll('/', '\\/')}"`],
    ['shell escapes', (url) => url.replaceAll(/[?&=]/g, '\\$&')],
    ['quotes and a comma', (url) => `'${url}',`],
    ['Markdown', (url) => `<${url}>.`],
    ['Chinese quotation', (url) => `「${url}」。`],
    ['line breaks', (url) => url.replaceAll('&', '\r\n  &')],
    ['a soft hyphen', (url) => url.replace('oss-date', 'oss-\u00addate')],
    ['encoded twice', (url) => url.replaceAll('%', '%25')],
    ['encoded whole', (url) => encodeURIComponent(url)],
    ['a tracker', (url) => `${url}&utm_source=mail&fbclid=x`],
    ['names in upper case', (url) => url.replaceAll('x-oss-', 'X-OSS-')],
    [
      'a date and a version in lower case',
      (url) => url.replace(/-(?:date|version)=[\w-]+/g, (part) => part.toLowerCase()),
    ],
    ['an upper-case signature with a tail', (url) => `${url.replace(/\w+$/, (hex) => hex.toUpperCase())}-tail`],
    ['a fragment', (url) => `${url}#page=2`],
    ['two kinds at once', (url) => `(${url.replaceAll('&', '&amp;')}).`],
  ];

  it.each(ways)('default: %s', (_, damage) => {
    const url = make({
      query: [['response-content-disposition', 'attachment; filename="a b.txt"']],
      key: 'a b+c/文#.txt',
    });
    expect(repairUrl(damage(url))).toBe(url);
  });

  it('default: an undamaged URL is unchanged', () => {
    for (const sign of [{}, { version: 'V1' as const }, { credentials: temporary }, { key: "a'b(c)!.txt" }]) {
      expect(repairUrl(make(sign))).toBe(make(sign));
    }
  });

  it.each([
    ['a plus', (url: string) => url.replace(/%2B(?=[^&]*$)/g, '+')],
    ['a space', (url: string) => url.replace(/%2B(?=[^&]*$)/g, '%20')],
  ])('behavior: %s in a V1 signature', (_, damage) => {
    const url = [900, 901, 902, 903, 904, 905, 906, 907]
      .map((expiresInSeconds) => make({ version: 'V1', expiresInSeconds }))
      .find((candidate) => /Signature=.*%2B/.test(candidate));
    expect(url).toBeDefined();
    expect(repairUrl(damage(url ?? ''))).toBe(url);
  });

  it('behavior: a V1 signature whose last character is an emoji', () => {
    const url = make({ version: 'V1' }).replace(/Signature=.*/, `Signature=${'A'.repeat(27)}😀`);
    expect(inspectUrl(url, { now }).defects).toContainEqual(expect.objectContaining({ cause: 'SignaturePadded' }));
  });
});
