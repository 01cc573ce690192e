import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, makeFolder, setUpCli } from '../cli.test-support.ts';
import { startProxy } from '../network/proxy.test-support.ts';

const cli = setUpCli();
const object = `oss://${bucket}/report.pdf`;
let url = '';

beforeAll(async () => {
  await cli.local().putObject({ bucket, key: 'report.pdf', body: 'content' });
  url = (await cli.run(['sign', object])).text;
});

const causesOf = (text: string): readonly string[] =>
  (JSON.parse(text) as { findings: { cause: string }[] }).findings.map(({ cause }) => cause);

async function responseTo(init: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${response.status} Forbidden`, ...headers, '', await response.text()].join('\r\n');
}

describe.concurrent('ossferry explain', () => {
  it('option: live, without a problem', async () => {
    const { code, text, stderr } = await cli.run(['explain', url, '--live']);
    expect([code, text, stderr]).toEqual([0, 'No problem was found.', '']);
  });

  it('behavior: without a problem and a request, it says how to find out more', async () => {
    const { code, text, stderr } = await cli.run(['explain', url]);
    expect([code, text, stderr]).toEqual([0, 'No problem was found.', expect.stringMatching(/ use --live; .*\n$/)]);
    expect((await cli.run(['explain', url, '--json'])).stderr).toBe('');
  });

  it('option: live uses the proxy', async () => {
    const proxy = await startProxy();
    expect(await cli.run(['explain', url, '--live'], { env: { HTTP_PROXY: proxy.url } })).toMatchObject({ code: 0 });
    expect(await cli.run(['explain', url, '--live', '--proxy', proxy.url])).toMatchObject({ code: 0 });
    expect(proxy.seen).toHaveLength(2);
    const refused = await cli.run(['explain', url, '--proxy', proxy.url]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('[OptionConflict]') });
  });

  it('option: response, empty', async () => {
    const { code, text, stderr } = await cli.run(['explain', url, '--response', '-'], { input: '' });
    expect({ code, text, stderr }).toMatchObject({
      code: 2,
      text: '',
      stderr: expect.stringMatching(/curl -si.*\[InvalidResponseFile\]/),
    });
  });

  it('option: live explains the response, and exits as for any refusal', async () => {
    const { code, text, stderr } = await cli.run(['explain', url, '--live', '--method', 'HEAD', '--json']);
    expect(causesOf(text)).toEqual(['MethodDiffers']);
    expect(code).toBe(4);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'SignatureDoesNotMatch', status: 403 } });
  });

  it('option: with-secret proves the cause, and marks the difference', async () => {
    const longer = url.replace('x-oss-expires=900', 'x-oss-expires=3600');
    const guess = await cli.run(['explain', longer, '--live']);
    expect(guess.text).toMatch(/^1\. SecretWrong\n.* it was changed after signing/);
    expect(guess.stderr).toContain('use --with-secret');
    const { text, stderr } = await cli.run(['explain', longer, '--live', '--with-secret']);
    expect(stderr).not.toContain('--with-secret');
    expect(text).toBe(
      [
        '1. ParameterChanged (proven)',
        '   The parameter x-oss-expires arrived as "3600", but was signed as "900".',
        '   query',
        '     signed    x-oss-expires=900',
        '     received  x-oss-expires=3600',
        '                             ^^',
        '   Fix: Pass the query on unchanged; to change a value, sign a new URL.',
      ].join('\n'),
    );
  });

  it('option: response, output of curl -i', async () => {
    const input = await responseTo({ method: 'POST', body: 'x' });
    const { code, text } = await cli.run(['explain', url, '--response', '-', '--with-secret', '--json'], { input });
    expect(code).toBe(0);
    expect(causesOf(text).slice(0, 2).sort()).toEqual(['HeaderNotSigned', 'MethodDiffers']);
  });

  it('option: request, output of curl -v', async () => {
    const folder = await makeFolder();
    const request = join(folder, 'request');
    await writeFile(request, '* Connected\n> GET /report.pdf HTTP/1.1\n> Host: h\n> Content-Type: text/html\n>\n');
    const input = await responseTo({ headers: { 'content-type': 'text/html' } });
    const { text } = await cli.run(['explain', url, '--request', request, '--response', '-'], { input });
    expect(text).toMatch(/^1\. HeaderNotSigned\n {3}The request has the header content-type/);
  });

  it('option: signed-header', async () => {
    const args = [
      'explain',
      url,
      '--live',
      '--header',
      'x-oss-meta-a:1',
      '--signed-header',
      'x-oss-meta-b:2',
      '--json',
    ];
    expect([...causesOf((await cli.run(args)).text)].sort()).toEqual(['HeaderNotSigned', 'SignedHeaderMissing']);
  });

  it('behavior: output of sign --json provides the signed headers', async () => {
    const sign = ['sign', object, '--json', '--range-behavior', 'standard'];
    const { text: input } = await cli.run(sign);
    const { text } = await cli.run(['explain', '-', '--live', '--json'], { input });
    expect(causesOf(text)).toEqual(['SignedHeaderMissing']);
  });

  it('option: lang, or LANG', async () => {
    const chinese = await cli.run(['explain', 'NoSuchKey', '--lang', 'zh']);
    const japanese = await cli.run(['explain', 'NoSuchKey'], { env: { LANG: 'ja_JP.UTF-8' } });
    expect([chinese.text, japanese.text]).toEqual([
      expect.stringContaining('不存在'),
      expect.stringContaining('存在しません'),
    ]);
  });

  it('behavior: a code is explained, as error messages suggest', async () => {
    const { stderr } = await cli.run(['get', `${object}.missing`, '-o', join(await makeFolder(), 'x')]);
    const pointer = /Why: ossferry (explain \w+)\n$/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect((await cli.run(pointer)).text).toMatch(/^1\. NoSuchKey\n {3}The object does not exist\.\n/);
    expect((await cli.run(['explain', 'nosuchkey'])).text).toMatch(/^1\. NoSuchKey\n/);
  });

  it('behavior: secrets are masked by default', async () => {
    const signature = new URL(url).searchParams.get('x-oss-signature') ?? '';
    const damaged = `${url}&x-oss-security-token=canary-token-that-is-long`;
    for (const flags of [[], ['--json']]) {
      const { text } = await cli.run(['explain', damaged, '--live', '--with-secret', ...flags]);
      expect(text).not.toMatch(new RegExp(`${signature}|canary|LTAI-test`));
    }
  });

  it('error: an object address instead of a URL', async () => {
    const { code, stderr } = await cli.run(['explain', object, '--live']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ossferry doctor.*\[InvalidUrl\]/),
    });
  });

  it('error: an unknown code', async () => {
    const { code, stderr } = await cli.run(['explain', 'NoSuchCode']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('[UnknownCode]')]);
  });

  it.each([
    [['--live', '--method', 'PUT'], 'OptionConflict'],
    [['--live', '--response', 'x'], 'OptionConflict'],
    [['--response', '-', '--request', '-'], 'OptionConflict'],
    [['--response', '/nowhere/x'], 'FileUnreadable'],
    [['--lang', 'fr'], 'InvalidArgument'],
  ])('error: %j', async (flags, expected) => {
    const { code, stderr } = await cli.run(['explain', url, ...flags]);
    expect(stderr).toContain(expected);
    expect(code).toBe(expected === 'FileUnreadable' ? 6 : 2);
  });

  it('behavior: signed headers that are not strings are ignored', async () => {
    for (const signedHeaders of [{ a: null, b: 7, 'x-oss-c': 'd' }, null, 'text']) {
      const input = JSON.stringify({ url, signedHeaders });
      const { code, text } = await cli.run(['explain', '-', '--json'], { input });
      expect([code, causesOf(text)]).toEqual([0, []]);
    }
  });

  it.each([
    ['an invalid port', 'http://127.0.0.1:99999/k', [], 'InvalidUrl'],
    ['a host name with a space', 'http://a b/k', [], 'InvalidUrl'],
    ['a host name that is not ASCII', 'http://文.example/k', [], 'InvalidUrl'],
    ['a lone surrogate', 'http://127.0.0.1:1/\ud800', [], 'InvalidUrl'],
    ['a header value that is not ASCII', 'http://127.0.0.1:1/k', ['--header', 'x:文'], 'InvalidHeader'],
    ['a connection header', 'http://127.0.0.1:1/k', ['--header', 'trailer:a'], 'InvalidHeader'],
  ])('error: --live with %s', async (_, address, flags, expected) => {
    const input = JSON.stringify({ url: address });
    const { code, text, stderr } = await cli.run(['explain', '-', '--live', ...flags], { input });
    expect([code, text, stderr]).toEqual([2, '', expect.stringMatching(`^[^\\n]*\\[${expected}\\]\\n$`)]);
  });

  it('behavior: error XML is explained without a URL, from stdin or as the argument', async () => {
    const xml =
      '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired.</Message>' +
      '<Expires>2030-01-01T00:00:00.000Z</Expires><ServerTime>2030-01-02T00:00:00.000Z</ServerTime></Error>';
    for (const { code, text } of [
      await cli.run(['explain', xml, '--json']),
      await cli.run(['explain', '-', '--json'], { input: `HTTP/1.1 403 Forbidden\r\nDate: now\r\n\r\n${xml}\n` }),
    ]) {
      expect(code).toBe(0);
      expect(JSON.parse(text).findings).toMatchObject([{ cause: 'Expired' }]);
    }
  });

  it.each([
    ['<EC>0002-00000226</EC><Code>InvalidArgument</Code>', 0, ['RegionWrong']],
    ['<Code>SignatureDoesNotMatch</Code>', 0, ['SignatureDoesNotMatch']],
    ['<Code>AccessDenied</Code>', 0, ['AccessDenied']],
    ['<Code>Unheard</Code>', 2, undefined],
  ])('behavior: error XML without a URL gets no speculative causes: %s', async (elements, code, causes) => {
    const run = await cli.run(['explain', `<Error>${elements}</Error>`, '--json']);
    expect(run.code).toBe(code);
    const { findings } = JSON.parse(run.text || '{}') as { findings?: { cause: string }[] };
    expect(findings?.map(({ cause }) => cause)).toEqual(causes);
  });

  it('error: connection refused', async () => {
    const { code, stderr } = await cli.run(['explain', 'http://127.0.0.1:1/k?x-oss-signature=a', '--live']);
    expect([code, stderr]).toEqual([
      5,
      expect.stringMatching(/^ossferry: 127\.0\.0\.1 refuses connections .*\[ConnectionRefused\]/),
    ]);
  });

  it('error: a proxy that is unreachable, or needs a password', async () => {
    const args = ['explain', 'http://download.invalid/k?x-oss-signature=a', '--live', '--proxy'];
    const { code, stderr } = await cli.run([...args, 'http://127.0.0.1:1']);
    expect([code, stderr]).toEqual([5, expect.stringContaining('[ProxyUnreachable]')]);
    const { url } = await startProxy(407);
    expect((await cli.run([...args, url])).stderr).toContain('[ProxyRefused]');
  });
});
