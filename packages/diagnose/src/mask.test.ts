import { describe, expect, it } from 'vitest';
import { bucket, goodAttempt, host, NOW, region, signAttempt } from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { faults } from './faults.test-support.ts';
import { inspectUrl } from './inspect-url.ts';
import { maskOf } from './mask.ts';

/** Random characters: a piece of them in the output can only come from here. */
const canary = {
  accessKeyId: 'STS.NUq4Zw9Kx3Vb7Tm',
  accessKeySecret: 'Hq3vZx8LmT5wRb7NyPd2GkJc4sWf',
  securityToken: 'CAISq8Zv3Kx6+Lm5TwRb9z/7NyPd2Gh+Jc4sFt9Q/Ue6aWo1Xk5Vy8Bn3M==',
};
const token = encodeURIComponent(canary.securityToken);

interface Original {
  readonly url: string;
  readonly signature: string;
  /** The error XML of OSS. */
  readonly body: string;
}

const [v4, v1] = (['V4', 'V1'] as const).map((version): Original => {
  const url = signAttempt({ ...goodAttempt, sign: { version, credentials: canary } });
  const query = url.slice(url.indexOf('?') + 1);
  const signature = new URLSearchParams(query).get(version === 'V4' ? 'x-oss-signature' : 'Signature') ?? '';
  const text =
    version === 'V4'
      ? `<CanonicalRequest>GET\n/${bucket}/report.pdf\n${query}\nx-oss-security-token:${canary.securityToken}\n\n\nUNSIGNED-PAYLOAD</CanonicalRequest>`
      : `<StringToSign>GET\n\n\n1\n/${bucket}/report.pdf?security-token=${canary.securityToken}</StringToSign>`;
  const named = `<SignatureProvided>${signature}</SignatureProvided><OSSAccessKeyId>${canary.accessKeyId}</OSSAccessKeyId>`;
  const body = `<Error><Code>SignatureDoesNotMatch</Code>${text}${named}</Error>`.replaceAll('&', '&amp;');
  return { url, signature, body };
}) as [Original, Original];

/** Inserts text into the middle of the token and of the signature. */
const into =
  (inserted: string) =>
  (url: string): string =>
    url
      .replace(token, `${token.slice(0, 20)}${inserted}${token.slice(20)}`)
      .replace(/((?:x-oss-s|S)ignature=.{14})/, `$1${inserted}`);
const replaceAll =
  (from: string | RegExp, to: string) =>
  (url: string): string =>
    url.replaceAll(from, to);
const encodeQuery = (url: string): string => url.replace(/\?.*/s, (query) => `?${encodeURIComponent(query.slice(1))}`);

/** Changes the names of the signature and of the token, with their `=`. */
const rename =
  (change: (name: string) => string) =>
  (url: string): string =>
    url.replace(/(?<=[?&])(?:x-oss-signature|x-oss-security-token|Signature|security-token)=/g, change);

/** Damage by mail, chat, shells and manual edits. */
const shapes: readonly (readonly [string, (url: string) => string])[] = [
  ['nothing', (url) => url],
  ['lines of 60', replaceAll(/.{60}/g, '$&\n')],
  ['indented lines of 23', replaceAll(/.{23}/g, '$&\r\n   ')],
  ['no ?', (url) => url.replace('?', '&')],
  ['no path and no ?', (url) => url.replace('/report.pdf?', '&')],
  ['no path and ; for ?', (url) => url.replace('/report.pdf?', ';')],
  ['? encoded', (url) => url.replace('?', '%3F')],
  ['all ?', replaceAll('&', '?')],
  ['; for &', replaceAll('&', ';')],
  ['| for &', replaceAll('&', '|')],
  ['fullwidth', (url) => url.replaceAll('=', '＝').replaceAll('&', '＆').replace('?', '？')],
  ['blanks around =', replaceAll('=', ' = ')],
  ['a blank for +', replaceAll('%2B', ' ')],
  ['nothing in the token encoded', (url) => url.replace(token, canary.securityToken)],
  ['names typeset', (url) => url.replaceAll('token', 'to\u00adken').replaceAll(/ignature=/g, 'igna\nture=')],
  ['underscores', replaceAll('-', '_')],
  ['= encoded', replaceAll('=', '%3d')],
  ['= encoded twice', replaceAll('=', '%253D')],
  ['& encoded', replaceAll('&', '%26')],
  ['encoded', encodeURIComponent],
  ['encoded twice', (url) => encodeURIComponent(encodeURIComponent(url))],
  ['query encoded', encodeQuery],
  ['query encoded twice', (url) => encodeQuery(encodeQuery(url))],
  ['upper case', (url) => url.toUpperCase()],
  ['lower case', (url) => url.toLowerCase()],
  ['# for ?', (url) => url.replace('?', '#')],
  ['JSON', (url) => JSON.stringify({ url })],
  ['curl', (url) => `curl -H 'Authorization: OSS ${canary.accessKeyId}:${v1.signature}' '${url}'`],
  ['curl, a header of V4', (url) => `curl -H "authorization: OSS4-HMAC-SHA256 Signature=${v4.signature}" '${url}'`],
  ['curl, the token in a header', (url) => `curl -H 'x-oss-security-token: ${canary.securityToken}' ${url}`],
  ['within another URL', (url) => `https://proxy.example.com/?url=${encodeURIComponent(url)}`],
  ['names without their last letter', rename((name) => `${name.slice(0, -2)}=`)],
  ['names without their first letters', rename((name) => name.slice(9))],
  ['names without their last letter, = encoded', rename((name) => `${name.slice(0, -2)}%3D`)],
  ['names with a letter of another script', rename((name) => name.replace('e', 'е'))],
  ['names split by &', rename((name) => name.replace('i', '&i'))],
  ['names cut to their first letters', rename((name) => `${name.slice(0, 4)}=`)],
  ['names without =', rename((name) => name.slice(0, -1))],
  ['no names', rename(() => '')],
  ['empty names', rename(() => '=')],
  [
    'misspelt names, & escaped for HTML',
    (url) => rename((name) => `${name.slice(0, -2)}=`)(url).replaceAll('&', '&amp;'),
  ],
  [
    'misspelt names, & escaped for JSON',
    (url) => rename((name) => `${name.slice(0, -2)}=`)(url).replaceAll('&', '\\u0026'),
  ],
  ['misspelt names, & encoded', (url) => rename((name) => `${name.slice(0, -2)}=`)(url).replaceAll('&', '%26')],
  [
    'misspelt names, & lost before them',
    (url) => url.replace(/&(x-oss-)?(S|s)(ignatur|ecurity-toke)[en]=/g, '$1$2$3='),
  ],
  ['user info', (url) => url.replace('//', `//user:${canary.accessKeySecret}@`)],
  ...[
    '\n',
    '\r\n  ',
    ' ',
    '%20',
    '%0A',
    '+',
    '"',
    '%22',
    "'",
    '\\',
    '\\\n',
    '<',
    '\u200b',
    '\u00a0',
    '文',
    ';',
    ',',
    '|',
    '#',
    '?',
  ].map((inserted) => [`${JSON.stringify(inserted)} in the middle`, into(inserted)] as const),
  ...faults.map(({ name, change }) => [`corpus: ${name}`, change(goodAttempt).url] as const),
];

/** Every piece of the secrets that is long enough to be masked. */
const pieces = [canary.accessKeySecret, canary.securityToken, token, v4.signature, v1.signature].flatMap((secret) =>
  Array.from({ length: secret.length - 5 }, (_, start) => secret.slice(start, start + 6).toLowerCase()),
);

function piecesIn(output: unknown): readonly string[] {
  const text = JSON.stringify(output).toLowerCase();
  return pieces.filter((piece) => text.includes(piece));
}

describe('masks', () => {
  const originals = [
    ['V4', v4],
    ['V1', v1],
  ] as const;

  it.each(originals)('behavior: no damage reveals a piece of a secret, %s', (_, { url, body }) => {
    // Many faults of the corpus do not change the URL.
    const names = new Map(shapes.map(([name, damage]) => [damage(url), name]));
    const shown = [...names].flatMap(([damaged, name]) => {
      const outputs = {
        inspect: inspectUrl(damaged, { now: NOW }),
        'explain without a response': explain({ url: damaged, now: NOW }),
        'explain with a response': explain({ url: damaged, now: NOW, response: { status: 403, body } }),
        'explain with everything': explain({ url: damaged, response: { status: 403, body }, credentials: canary }),
        'explain another response': explain({ url: damaged, response: { status: 403, body: damaged } }),
      };
      return Object.entries(outputs)
        .map(([place, output]) => ({ name, place, found: piecesIn(output) }))
        .filter(({ found }) => found.length > 0);
    });
    expect(shown).toEqual([]);
  });

  it('behavior: words of a damaged token are not masked in the fix', () => {
    const { url, body } = v4;
    const written = `${url.replace(token, `${token.slice(0, 20)} parameter percent query`)} and then sign a download`;
    const findings = explain({ url: written, response: { status: 403, body } });
    const change = findings.find(({ evidence }) => evidence.includes('x-oss-security-token'));
    expect(change?.evidence).toMatch(/^The parameter x-oss-security-token arrived as "\*\*\*"/);
    expect(change?.fix).toBe('Pass the query on unchanged; to change a value, sign a new URL.');
  });

  it('behavior: text next to a split secret is not masked', () => {
    const report = inspectUrl(v4.url.replace('?', '?\n').replace(token, `${token.slice(0, 20)}\n${token.slice(20)}`));
    expect(report).toMatchObject({ host, region, bucket, key: 'report.pdf', scope: { region, product: 'oss' } });
  });

  it('behavior: long values that are not secret are shown', () => {
    const name = 'quarterly-report-2026-final-version-42.pdf';
    const query = {
      'response-content-disposition': `attachment; filename*=UTF-8''${name}`,
      versionId: 'CAEQNhiBgMDJgZCA0BYiIDc4MGZjZGI2OTBjOTRmNTE5NmU5NmFhZjhjYmY0',
      'x-oss-process': 'image/resize,w_1200/watermark,text_2026-2027-2028-2029',
    };
    const key = `archive/${'0123456789abcdef'.repeat(4)}/${name}`;
    const report = inspectUrl(signAttempt({ ...goodAttempt, sign: { key, query: Object.entries(query) } }), {
      now: NOW,
    });
    expect(Object.fromEntries(report.parameters.map((parameter) => [parameter.name, parameter.value]))).toEqual(query);
    expect(report.key).toBe(key);
  });

  it('behavior: long text after a URL is handled', () => {
    const words = Array.from({ length: 6000 }, (_, index) => `word-${index}`).join(' ');
    expect(piecesIn(inspectUrl(`${v4.url}\n${words}`))).toEqual([]);
  });

  it.each([
    [`-H 'Authorization: OSS id:signature=' 'next'`, `-H 'Authorization: ***' 'next'`],
    ['{"authorization":"OSS id:signature=","a":1}', '{"authorization":"***","a":1}'],
    ['authorization:OSS id:signature=\nhost:h', 'authorization:***\nhost:h'],
  ])('behavior: an Authorization header is masked to its end: %s', (text, expected) => {
    expect(maskOf([])(text)).toBe(expected);
  });

  it('option: showSecrets, with damage', () => {
    const damaged = v4.url.replace('/report.pdf?', '&');
    expect(inspectUrl(damaged, { showSecrets: true }).host).toContain(v4.signature);
    const wrapped = into('\n')(v4.url);
    const findings = explain({ url: wrapped, response: { status: 403, body: v4.body }, showSecrets: true });
    expect(piecesIn(findings).length).toBeGreaterThan(0);
  });
});
