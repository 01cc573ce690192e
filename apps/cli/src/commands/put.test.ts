import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bucket, makeFolder, mebibyte, setUpCli } from '../cli.test-support.ts';
import { startProxy } from '../network/proxy.test-support.ts';

const cli = setUpCli();

async function makeFile(content: string | Buffer): Promise<{ folder: string; file: string }> {
  const folder = await makeFolder();
  const file = join(folder, 'file');
  await writeFile(file, content);
  return { folder, file };
}

describe.concurrent('ossferry put', () => {
  it('default: a file is uploaded unchanged', async () => {
    const bytes = randomBytes(3 * mebibyte + 17);
    const { folder, file } = await makeFile(bytes);
    const object = `oss://${bucket}/round/trip 文.bin`;
    const { code, text, stderr } = await cli.run(['put', file, object]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(text).toMatch(
      /^oss:\/\/bucket\/round\/trip 文\.bin: 3\.15 MB in .*, CRC-64 \d+ \(verified\), ETag "[0-9A-F]{32}"$/,
    );
    expect((await cli.run(['get', object, '-o', join(folder, 'back')])).code).toBe(0);
    expect((await readFile(join(folder, 'back'))).equals(bytes)).toBe(true);
  });

  it('behavior: an empty file', async () => {
    const { folder, file } = await makeFile('');
    const { code, text } = await cli.run(['put', file, `oss://${bucket}/empty`]);
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('0 B in') });
    expect((await cli.run(['get', `oss://${bucket}/empty`, '-o', join(folder, 'back')])).code).toBe(0);
    expect((await readFile(join(folder, 'back'))).length).toBe(0);
  });

  it.skipIf(process.platform !== 'linux')('error: a file with content that reports a size of 0', async () => {
    const { code, text, stderr } = await cli.run(['put', '/proc/self/status', `oss://${bucket}/of-the-system`]);
    expect({ code, text }).toEqual({ code: 6, text: '' });
    expect(stderr).toMatch(/^ossferry: "\/proc\/self\/status" .*Copy it .*\[NotAFile\]\n$/);
    expect((await cli.run(['get', `oss://${bucket}/of-the-system`, '-o', '-'])).code).toBe(4);
  });

  it('option: content-type, header and json', async () => {
    const { file } = await makeFile('a,b');
    const args = ['--content-type', 'text/csv', '--header', 'x-oss-meta-owner: me', '--json'];
    const { text } = await cli.run(['put', file, `oss://${bucket}/typed`, ...args]);
    expect(JSON.parse(text)).toMatchObject({
      bucket,
      key: 'typed',
      sizeBytes: 3,
      verified: 'crc64',
      etag: expect.any(String),
      requestId: expect.any(String),
    });
    const { headers } = await fetch((await cli.run(['sign', `oss://${bucket}/typed`])).text);
    expect([headers.get('content-type'), headers.get('x-oss-meta-owner')]).toEqual(['text/csv', 'me']);
  });

  it('option: forbid-overwrite', async () => {
    const { file } = await makeFile('new');
    await cli.local().putObject({ bucket, key: 'taken', body: 'old' });
    const { code, stderr } = await cli.run(['put', file, `oss://${bucket}/taken`, '--forbid-overwrite']);
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('FileAlreadyExists') });
  });

  it('behavior: a retry sends the whole file again', async () => {
    const bytes = randomBytes(mebibyte);
    const { file } = await makeFile(bytes);
    let tries = 0;
    cli.fault('flaky', () => {
      tries += 1;
      return tries === 1 ? { type: 'respond', status: 500 } : undefined;
    });
    const { code, text } = await cli.run(['put', file, `oss://${bucket}/flaky`]);
    expect({ code, text, tries }).toMatchObject({ code: 0, text: expect.stringContaining('(verified)'), tries: 2 });
  });

  it('option: proxy, and HTTP_PROXY', async () => {
    const bytes = randomBytes(mebibyte);
    const { file } = await makeFile(bytes);
    const proxy = await startProxy();
    const object = `oss://${bucket}/through-a-proxy`;
    const env = { HTTP_PROXY: proxy.url };
    expect(await cli.run(['put', file, object], { env })).toMatchObject({
      code: 0,
      text: expect.stringContaining('(verified)'),
    });
    expect(proxy.seen).toEqual([expect.stringMatching(/^PUT http:.*through-a-proxy$/)]);
    expect(await cli.run(['put', file, object, '--proxy', proxy.url.slice(7)])).toMatchObject({ code: 0 });
    expect(await cli.run(['put', file, object, '--proxy', 'none'], { env })).toMatchObject({ code: 0 });
    expect(proxy.seen).toHaveLength(2);
  });

  it('error: a proxy that needs a password, or is unreachable', async () => {
    const { file } = await makeFile('abc');
    const env = { HTTP_PROXY: (await startProxy(407)).url };
    const { code, stderr } = await cli.run(['put', file, `oss://${bucket}/refused`], { env });
    expect({ code, stderr }).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('http://<user>:<password>@host:port, percent-encoded. [ProxyRefused]'),
    });
    for (const proxy of ['http://127.0.0.1:1', 'http://proxy.invalid:3128']) {
      const absent = await cli.run(['put', file, `oss://${bucket}/refused`, '--proxy', proxy]);
      expect(absent).toMatchObject({ code: 5, stderr: expect.stringMatching(/Check --proxy.*\[ProxyUnreachable\]/) });
    }
  });

  it.each([
    [['--proxy', 'socks5://user:canary-secret@h'], 'InvalidProxy'],
    [['--ca-file', '/missing.pem'], 'InvalidAuthority'],
    [['--ca-file', import.meta.filename], 'InvalidAuthority'],
  ])('error: %j is refused before any request', async (args, errorCode) => {
    const { file } = await makeFile('abc');
    const { code, stderr } = await cli.run(['put', file, `oss://${bucket}/none`, ...args]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(`[${errorCode}]`) });
  });

  it('behavior: control characters in a key are not printed', async () => {
    const { file } = await makeFile('abc');
    const { code, text } = await cli.run(['put', file, `oss://${bucket}/a\u0007\u001b[2Jb`]);
    expect({ code, text }).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^oss:\/\/bucket\/a%07%1B\[2Jb: 3 B in/),
    });
  });

  it.each(['1', 'none'])('error: the CRC-64 of the stored object is %j', async (crc64) => {
    const { file } = await makeFile('abc');
    cli.fault(`crc64-${crc64}`, () => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': crc64 } }));
    const { code, stderr } = await cli.run(['put', file, `oss://${bucket}/crc64-${crc64}`]);
    expect({ code, stderr }).toMatchObject({ code: 7, stderr: expect.stringContaining('[ChecksumMismatch]') });
  });

  it('error: a missing file', async () => {
    const folder = await makeFolder();
    const { code, stderr } = await cli.run(['put', join(folder, 'none'), `oss://${bucket}/none`]);
    expect(code).toBe(6);
    expect(stderr).toMatch(/^ossferry: ".*none" does not exist\. Check the path\. \[FileMissing\]\n$/);
  });

  it('error: a folder', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'sub'));
    const { code, stderr } = await cli.run(['put', join(folder, 'sub'), `oss://${bucket}/none`]);
    expect({ code, stderr }).toMatchObject({ code: 6, stderr: expect.stringContaining('[NotAFile]') });
  });
});
