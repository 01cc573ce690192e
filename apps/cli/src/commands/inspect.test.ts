import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
let url = '';

beforeAll(async () => {
  url = (await cli.run(['sign', `oss://${bucket}/a b.pdf`, '--response-cache-control', 'no-cache'])).text;
});

describe.concurrent('ossferry inspect', () => {
  it('default: a table of the contents of the URL', async () => {
    const { code, text, stderr } = await cli.run(['inspect', url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(text).toMatch(/^Signature +V4$/m);
    expect(text).toMatch(/^Bucket +bucket$/m);
    expect(text).toMatch(/^Object +a b\.pdf$/m);
    expect(text).toMatch(/^Time left +14 min/m);
    expect(text).toMatch(/^Parameters +response-cache-control=no-cache +\(sets this header/m);
    expect(text).not.toContain('Damage');
    expect(text).not.toContain('\u001b');
  });

  it('option: show-secrets prints the repaired URL', async () => {
    const input = `<${url.replaceAll('&', '&amp;')}>.`;
    const { text } = await cli.run(['inspect', '-', '--show-secrets'], { input });
    expect(/^Repaired URL +(\S+)$/m.exec(text)?.[1]).toBe(url);
    expect((await cli.run(['inspect', input])).text).toMatch(/^Repaired URL .*x-oss-signature=\*\*\*$/m);
  });

  it('option: json', async () => {
    const { text } = await cli.run(['inspect', url, '--json']);
    expect(JSON.parse(text)).toMatchObject({ version: 'V4', bucket, key: 'a b.pdf', validity: 'valid', defects: [] });
    expect(text).not.toContain(new URL(url).searchParams.get('x-oss-signature'));
  });

  it('behavior: secrets are masked in a URL without its ?', async () => {
    const lost = 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com&x-oss-signature=canary&x-oss-expires=900';
    const { text } = await cli.run(['inspect', lost]);
    expect(text).toMatch(
      /^Host +examplebucket\.oss-cn-hangzhou\.aliyuncs\.com&x-oss-signature=\*\*\*&x-oss-expires=900 /m,
    );
    expect(text).not.toContain('canary');
  });

  it('option: lang', async () => {
    const { text } = await cli.run(['inspect', url, '--lang', 'zh']);
    expect(text).toMatch(/^签名版本 +V4$/m);
    expect(text).toMatch(/^域名 .*\(路径风格, 其他 Endpoint\)$/m);
    expect(text).toMatch(/^剩余时间 +14分钟 \d+秒$/m);
  });

  it('behavior: text that is not a URL has no host, bucket and key', async () => {
    const { text } = await cli.run(['inspect', 'foo']);
    expect(text).toMatch(/^1\. NotAUrl\n/);
    expect(text).not.toContain('Bucket');
  });

  it('error: empty stdin', async () => {
    expect(await cli.run(['inspect', '-'])).toMatchObject({ code: 2, stderr: expect.stringContaining('InvalidUrl') });
  });
});
