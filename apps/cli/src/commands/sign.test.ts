import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, makeFolder, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli({ customDomains: ['static.example.com'], versioning: 'Enabled' });
const object = `oss://${bucket}/a b/文.txt`;
const curl = async (...args: readonly string[]): Promise<string> => (await promisify(execFile)('curl', args)).stdout;
const hasCurl = spawnSync('curl', ['--version']).status === 0;
let versionId = '';

beforeAll(async () => {
  const first = await cli.local().putObject({ bucket, key: 'a b/文.txt', body: 'the first' });
  versionId = first.versionId;
  await cli.local().putObject({ bucket, key: 'a b/文.txt', body: 'the second' });
});

const parametersOf = (url: string): URLSearchParams => new URL(url).searchParams;

describe.concurrent('ossferry sign', () => {
  it('default: prints only the URL on stdout', async () => {
    const { code, text, stderr } = await cli.run(['sign', object]);
    expect(code).toBe(0);
    expect(text).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/bucket\/a%20b\/%E6%96%87\.txt\?\S+$/);
    expect(parametersOf(text).get('x-oss-expires')).toBe('900');
    expect(stderr).toMatch(/^Valid for GET until \S+Z \((?:15 min|14 min \d+ s)\)\.\n$/);
    expect(await (await fetch(text)).text()).toBe('the second');
  });

  it.skipIf(!hasCurl)('behavior: curl downloads the URL', async () => {
    const { text } = await cli.run(['sign', object]);
    expect(await curl('-sS', text)).toBe('the second');
  });

  it('option: json', async () => {
    const { text, stderr } = await cli.run(['sign', object, '--json', '--request-payer', 'requester']);
    expect(stderr).toBe('');
    expect(JSON.parse(text)).toEqual({
      method: 'GET',
      url: expect.stringContaining('x-oss-signature='),
      expiration: expect.stringMatching(/Z$/),
      signedHeaders: { 'x-oss-request-payer': 'requester' },
      limitedBy: 'request',
      warnings: [],
    });
  });

  it('default: - signs the object of each line on stdin', async () => {
    const input = `${object}\n\noss://other/b\r\noss://${bucket}/c`;
    const { code, text, stderr } = await cli.run(['sign', '-', '--request-payer', 'requester'], { input });
    expect(code).toBe(0);
    expect(text.split('\n').map((url) => new URL(url).pathname)).toEqual([
      '/bucket/a%20b/%E6%96%87.txt',
      '/other/b',
      '/bucket/c',
    ]);
    expect(stderr).toMatch(/^Valid for GET until .*\n[^\n]+\n {2}x-oss-request-payer: requester\n$/);
    const inJson = await cli.run(['sign', '-', '--json'], { input });
    expect(inJson.text.split('\n').map((line) => JSON.parse(line).method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('error: a line on stdin that is no object', async () => {
    const { code, text, stderr } = await cli.run(['sign', '-'], { input: `${object}\nTotal: 1\n` });
    expect({ code, urls: text.split('\n').length }).toEqual({ code: 2, urls: 1 });
    expect(stderr).toMatch(/"Total: 1" is not an object address/);
  });

  it('option: expires accepts units', async () => {
    const { text } = await cli.run(['sign', object, '--expires', '7d']);
    expect(parametersOf(text).get('x-oss-expires')).toBe('604800');
  });

  it('option: expiration overrides expires', async () => {
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const { text } = await cli.run(['sign', object, '--expires', '7d', '--expiration', end, '--json']);
    expect(JSON.parse(text).expiration).toBe(end.replace(/\.\d+Z$/, '.000Z'));
  });

  it('option: header and range-behavior are signed, printed, and required', async () => {
    const headers = { 'x-oss-range-behavior': 'standard', 'x-team': 'blue' };
    const { text, stderr } = await cli.run([
      'sign',
      object,
      '--range-behavior',
      'standard',
      '--header',
      'X-Team: blue',
    ]);
    expect(stderr).toContain('Send exactly these headers with the request:\n');
    expect(stderr).toContain('  x-oss-range-behavior: standard\n');
    expect(stderr).toContain('  x-team: blue\n');
    expect((await fetch(text, { headers })).status).toBe(200);
    expect((await fetch(text)).ok).toBe(false);
  });

  it('option: download-as', async () => {
    const { text } = await cli.run(['sign', object, '--download-as', '报告 "1".pdf']);
    expect((await fetch(text)).headers.get('content-disposition')).toBe(
      `attachment; filename="__ _1_.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%221%22.pdf`,
    );
  });

  it('option: response-cache-control and response-expires', async () => {
    const { text } = await cli.run(['sign', object, '--response-cache-control', 'no-store', '--response-expires', '0']);
    const { headers } = await fetch(text);
    expect([headers.get('cache-control'), headers.get('expires')]).toEqual(['no-store', '0']);
  });

  it('option: version-id', async () => {
    const { text } = await cli.run(['sign', object, '--version-id', versionId]);
    expect(await (await fetch(text)).text()).toBe('the first');
  });

  it('option: traffic-limit and query are part of the URL', async () => {
    const { text } = await cli.run([
      'sign',
      object,
      '--traffic-limit',
      '838860800',
      '--query',
      'a=b=c',
      '--query',
      'd',
    ]);
    expect(Object.fromEntries(parametersOf(text))).toMatchObject({
      'x-oss-traffic-limit': '838860800',
      a: 'b=c',
      d: '',
    });
    expect((await fetch(text)).status).toBe(200);
  });

  it('option: operation put', async () => {
    const args = ['--operation', 'put', '--content-type', 'text/csv'];
    const { text } = await cli.run(['sign', `oss://${bucket}/in.csv`, ...args]);
    const put = await fetch(text, { method: 'PUT', body: 'a,b', headers: { 'content-type': 'text/csv' } });
    expect(put.status).toBe(200);
  });

  it('option: operation upload-part', async () => {
    const args = ['--operation', 'upload-part', '--upload-id', 'ABC', '--part-number', '7'];
    const { text } = await cli.run(['sign', object, ...args, '--json']);
    expect(JSON.parse(text).method).toBe('PUT');
    expect(Object.fromEntries(parametersOf(JSON.parse(text).url))).toMatchObject({ uploadId: 'ABC', partNumber: '7' });
  });

  it('option: signature-version v1', async () => {
    const { text } = await cli.run(['sign', object, '--signature-version', 'v1']);
    expect([...parametersOf(text).keys()]).toEqual(['OSSAccessKeyId', 'Expires', 'Signature']);
    expect((await fetch(text)).status).toBe(200);
  });

  it.skipIf(!hasCurl)('option: cname', async () => {
    const { port } = cli.local();
    const { code, text } = await cli.run(['sign', object, '--cname', `http://static.example.com:${port}`]);
    expect(code).toBe(0);
    expect(text).toMatch(new RegExp(`^http://static\\.example\\.com:${port}/a%20b/`));
    const resolve = `static.example.com:${port}:127.0.0.1`;
    expect(await curl('-sS', '--resolve', resolve, text)).toBe('the second');
  });

  it.runIf(process.platform !== 'win32')('behavior: SIGTERM ends the credentials process', async () => {
    const pipe = join(await makeFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const program = `sh -c "exec 3> ${pipe}; echo up >&3; exec sleep 60"`;
    const { child, result } = cli.start(['sign', object, '--credentials-process', program]);
    const reading = createReadStream(pipe);
    const ended = once(reading, 'end');
    await once(reading, 'data');
    child.kill('SIGTERM');
    expect(await result).toMatchObject({ code: 143, text: '', stderr: '' });
    await ended; // No process has the pipe open for writing.
  });

  it('error: an operation without its required options', async () => {
    const { code, stderr } = await cli.run(['sign', object, '--operation', 'upload-part']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/needs --upload-id and --part-number\. .*\[MissingArgument\]/),
    });
  });

  it('option: min-lifetime, longer than the URL', async () => {
    const expiration = new Date(Date.now() + 60_000).toISOString();
    for (const args of [[], ['--expires', '2h'], ['--expiration', expiration]]) {
      const { code, text, stderr } = await cli.run(['sign', object, '--min-lifetime', '3h', ...args]);
      expect({ code, text, stderr }).toMatchObject({
        code: 2,
        text: '',
        stderr: expect.stringMatching(/^ossferry: --min-lifetime \(3 h\).*--expires.*\[InvalidLifetime\]\n$/),
      });
    }
    expect(await cli.run(['sign', object, '--min-lifetime', '3h', '--expires', '3h'])).toMatchObject({ code: 0 });
  });

  it.each([
    ['--internal', 'https://bucket.oss-cn-hangzhou-internal.aliyuncs.com/'],
    ['--dual-stack', 'https://bucket.cn-hangzhou.oss.aliyuncs.com/'],
    ['--accelerate', 'https://bucket.oss-accelerate.aliyuncs.com/'],
    ['--accelerate-overseas', 'https://bucket.oss-accelerate-overseas.aliyuncs.com/'],
  ])('option: %s overrides OSS_ENDPOINT', async (flag, start) => {
    const { text } = await cli.run(['sign', object, flag]);
    expect(text.startsWith(start)).toBe(true);
  });

  it('option: region and endpoint override the environment', async () => {
    const args = ['--region', 'oss-cn-beijing', '--endpoint', 'oss-cn-beijing.aliyuncs.com'];
    const { text } = await cli.run(['sign', object, ...args]);
    expect(text.startsWith('https://bucket.oss-cn-beijing.aliyuncs.com/')).toBe(true);
    expect(parametersOf(text).get('x-oss-credential')).toContain('/cn-beijing/');
  });

  it('behavior: a security token is part of the URL, and its limit is reported', async () => {
    const env = { OSS_ACCESS_KEY_ID: 'STS.test', OSS_SESSION_TOKEN: 'canary-token' };
    const { text, stderr } = await cli.run(['sign', object], { env });
    expect((await fetch(text)).status).toBe(200);
    expect(stderr).toMatch(/^Warning: The URL .* with its security token/m);
  });
});
