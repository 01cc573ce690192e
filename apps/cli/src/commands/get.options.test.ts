import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucket, filesIn, makeFolder, mebibyte, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
// Closed after all tests of the file, which run concurrently.
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});
const small = randomBytes(300_000);
const expired = {
  type: 'respond',
  status: 403,
  error: { code: 'AccessDenied', message: 'Request has expired.' },
} as const;

beforeAll(async () => {
  await cli.local().putObject({ bucket, key: 'dir/7f3a.bin', body: small });
});

async function sign(key: string, ...args: string[]): Promise<string> {
  return (await cli.run(['sign', `oss://${bucket}/${key}`, ...args])).text;
}

async function put(key: string): Promise<void> {
  await cli.local().putObject({ bucket, key, body: small });
}

function lastLine(stderr: string): Record<string, unknown> {
  return JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '');
}

describe.concurrent('ossferry get: names', () => {
  it('default: --download-as names the file without an extra request', async () => {
    const folder = await makeFolder();
    await put('named');
    const url = await sign('named', '--download-as', 'Bericht ü 2030.pdf');
    const { code, stderr } = await cli.run(['get', url, '--progress', 'json'], { cwd: folder });
    expect(code).toBe(0);
    expect(await filesIn(folder)).toEqual(['Bericht ü 2030.pdf']);
    expect(lastLine(stderr)).toMatchObject({ type: 'summary', destination: 'Bericht ü 2030.pdf', requests: 1 });
    expect(cli.local().requests.filter(({ path }) => path.endsWith('/named'))).toHaveLength(1);
  });

  it('default: Content-Disposition of the response names the file without an extra request', async () => {
    const folder = await makeFolder();
    const contentDisposition = 'attachment; filename="..\\\\..\\\\evil/CON .txt"';
    await cli
      .local()
      .putObject({ bucket, key: 'hash', body: small, headers: { 'content-disposition': contentDisposition } });
    const { code, stderr } = await cli.run(['get', await sign('hash'), '--progress', 'plain'], { cwd: folder });
    expect(code).toBe(0);
    expect(await filesIn(folder)).toEqual(['_CON .txt']);
    expect(stderr).toMatch(/^_CON \.txt: 0%/);
    expect(cli.local().requests.filter(({ path }) => path.endsWith('/hash'))).toHaveLength(1);
  });

  it('option: output with a trailing slash is a folder', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'sub'));
    await cli.run(['get', `oss://${bucket}/dir/7f3a.bin`, '-o', `${folder}/sub/`]);
    await cli.run(['get', await sign('dir/7f3a.bin', '--download-as', 'b'), '-o', 'sub/'], { cwd: folder });
    expect(await filesIn(join(folder, 'sub'))).toEqual(['7f3a.bin', 'b']);
  });

  it('error: a file name from the URL overwrites nothing', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'mine'), 'mine');
    const url = await sign('dir/7f3a.bin', '--download-as', 'mine');
    expect((await cli.run(['get', url], { cwd: folder })).code).toBe(6);
    expect(await readFile(join(folder, 'mine'), 'utf8')).toBe('mine');
    expect((await cli.run(['get', url, '--overwrite'], { cwd: folder })).code).toBe(0);
  });
});

describe.concurrent('ossferry get: renewal', () => {
  it.each(['url', 'json'])('option: renew-command that prints %s', async (form) => {
    const folder = await makeFolder();
    const key = `command-${form}`;
    await put(key);
    const url = await sign(key);
    const fresh = form === 'url' ? await sign(key, '--expires', '1h') : await sign(key, '--expires', '1h', '--json');
    cli.fault(key, firstTime(expired));
    await writeFile(join(folder, 'fresh.txt'), fresh);
    const args = ['get', url, '--renew-command', 'cat fresh.txt', '--progress', 'json'];
    const { code, stderr } = await cli.run(args, { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('"type":"renewed"');
    expect(lastLine(stderr)).toMatchObject({ type: 'summary', renewals: 1 });
  });

  it('option: renew-url with renew-header', async () => {
    const folder = await makeFolder();
    await put('service');
    const url = await sign('service');
    const fresh = await sign('service', '--expires', '1h', '--json');
    cli.fault('service', firstTime(expired));
    let token: string | undefined;
    const server = createServer(({ headers }, response) => {
      token = String(headers['x-token']);
      response.end(fresh);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const service = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const args = ['get', url, '--renew-url', service, '--renew-header', 'x-token:t', '--progress', 'plain'];
    const { code, stderr } = await cli.run(args, { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/, URL renewed once\n$/) });
    expect(token).toBe('t');
  });

  it('error: stderr of a failed command is shown with masked signatures', async () => {
    const folder = await makeFolder();
    await put('failing');
    const url = await sign('failing');
    cli.fault('failing', () => expired);
    const command = `echo 'no: https://h/k?x-oss-signature=canary-secret' >&2; exit 3`;
    const { code, stderr } = await cli.run(['get', url, '--renew-command', command], { cwd: folder });
    expect(code).toBe(3);
    expect(stderr).toMatch(/code 3: no: https:\/\/h\/k\?x-oss-signature=\*\*\*\.? Run .*\[RenewalFailed\]\n$/);
  });

  it.each([
    [['oss://bucket/key', '--renew-command', 'x'], 'OptionConflict'],
    [['https://h/k', '--renew-header', 'a:b'], 'OptionConflict'],
    [['https://h/k', '--renew-url', 'http://h/k'], 'InvalidUrl'],
    [['https://h/k', '--renew-url', 'https://h/k', '--renew-command', 'x'], 'ConflictingOption'],
    [['https://h/k', '--expiry-policy', 'clamp'], 'OptionConflict'],
    [['https://h/k', '--limit-rate', '10x'], 'InvalidOption'],
    [['https://h/k', '--max-memory', '1k'], 'InvalidOption'],
    [['https://h/k', '--ca-file', '/missing.pem'], 'InvalidAuthority'],
    [['https://h/k', '--proxy', 'socks5://user:canary-secret@h'], 'InvalidProxy'],
  ])('error: %j is refused before any request', async (args, code) => {
    const folder = await makeFolder();
    const refused = await cli.run(['get', ...args], { cwd: folder });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`[${code}]`) });
    expect(await filesIn(folder)).toEqual([]);
  });
});

describe.concurrent('ossferry get: the network', () => {
  it('option: proxy, and HTTP_PROXY', async () => {
    const folder = await makeFolder();
    const seen: string[] = [];
    const proxy = createServer(({ url = '', headers }, response) => {
      seen.push(`${url.replace(/\?.*/, '')} ${headers['proxy-authorization']}`);
      response.writeHead(407).end();
    }).listen(0, '127.0.0.1');
    servers.push(proxy);
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const url = await sign('dir/7f3a.bin');
    const { code, stderr } = await cli.run(['get', url], {
      cwd: folder,
      env: { HTTP_PROXY: `http://user:canary-secret@127.0.0.1:${port}` },
    });
    expect({ code, stderr }).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(
        '(407). Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded. [ProxyRefused]',
      ),
    });
    expect(seen).toEqual([`${url.replace(/\?.*/, '')} Basic ${btoa('user:canary-secret')}`]);
    const direct = ['get', url, '--proxy', 'none'];
    expect((await cli.run(direct, { cwd: folder, env: { HTTP_PROXY: 'http://127.0.0.1:1' } })).code).toBe(0);
  });

  it.each(['--ca-file', 'NODE_EXTRA_CA_CERTS'])('option: %s', async (how) => {
    const folder = await makeFolder();
    const { certificate, through } = await startTls();
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, certificate);
    const url = through(await sign('dir/7f3a.bin'));
    const refused = await cli.run(['get', url, '-o', 'a'], { cwd: folder });
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringMatching(/--ca-file.*\[InvalidCertificate\]/) });
    const trusted =
      how === '--ca-file'
        ? cli.run(['get', url, '-o', 'a', how, authority], { cwd: folder })
        : cli.run(['get', url, '-o', 'a'], { cwd: folder, env: { [how]: authority } });
    expect(await trusted).toMatchObject({ code: 0, stderr: expect.stringContaining('CRC-64 verified') });
  });

  it.each([
    ['an expiration in the past', { notBeforeDate: new Date('2001-01-01'), notAfterDate: new Date('2002-01-01') }],
    ['a start in the future', { notBeforeDate: new Date('2100-01-01'), notAfterDate: new Date('2101-01-01') }],
  ])('error: for a certificate with %s, the advice is the clock, not --ca-file', async (_, validity) => {
    const folder = await makeFolder();
    const { certificate, through } = await startTls(validity);
    await writeFile(join(folder, 'authority.pem'), certificate);
    const url = through(await sign('dir/7f3a.bin'));
    const { code, stderr } = await cli.run(['get', url, '--ca-file', 'authority.pem'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/Check the clock of this machine.* \[InvalidCertificate\]\n$/),
    });
    expect(stderr).not.toContain('--ca-file');
  });

  it('option: limit-rate, max-memory, pin and on-change reach the download', async () => {
    const folder = await makeFolder();
    await cli.local().putObject({ bucket, key: 'limits', body: randomBytes(12 * mebibyte) });
    cli.fault(
      'limits',
      firstTime({ type: 'replace-object', body: randomBytes(12 * mebibyte), afterBodyBytes: mebibyte }),
    );
    const args = ['--limit-rate', '500M', '--max-memory', '4M', '--pin', 'strict', '--on-change', 'restart'];
    const { code, stderr } = await cli.run(['get', `oss://${bucket}/limits`, ...args, '--progress', 'json'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/"code":"Restarted","message":"[^"]*: [^"]*Starting again\."/);
    const summary = lastLine(stderr);
    expect(summary['peakParallel']).toBeLessThanOrEqual(2);
    expect(summary['bytesFetchedTwice']).toBeGreaterThan(0);
  });

  it('behavior: with progress json, all of stderr is JSON, including warnings', async () => {
    const folder = await makeFolder();
    const config = join(folder, '.aliyun');
    await mkdir(config);
    const profile = { name: 'p', mode: 'AK', access_key_id: 'LTAI-test', access_key_secret: 'canary-secret' };
    await writeFile(join(config, 'config.json'), JSON.stringify({ current: 'p', profiles: [profile] }));
    await chmod(join(config, 'config.json'), 0o644);
    const env = {
      HOME: folder,
      OSS_ACCESS_KEY_ID: '',
      OSS_ACCESS_KEY_SECRET: '',
      NODE_OPTIONS: '--pending-deprecation',
    };
    const args = ['get', `oss://${bucket}/dir/7f3a.bin`, '--profile', 'p', '--progress', 'json'];
    const { code, stderr } = await cli.run(args, { cwd: folder, env });
    expect(code).toBe(0);
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual({ type: 'warning', message: expect.stringContaining('config.json') });
    expect(lines.at(-1)).toMatchObject({ type: 'summary' });
  });
});

function firstTime<T>(fault: T): () => T | undefined {
  let used = false;
  return () => {
    if (used) return undefined;
    used = true;
    return fault;
  };
}

async function startTls(
  validity: { notBeforeDate?: Date; notAfterDate?: Date } = {},
): Promise<{ certificate: string; through: (url: string) => string }> {
  const { generate } = await import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    ...validity,
  });
  const server = createTlsServer({ key, cert }, (socket) => {
    const inner = connect(cli.local().port, '127.0.0.1');
    socket.pipe(inner).pipe(socket);
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { certificate: cert, through: (url) => url.replace(/^http:\/\/[^/]+/, `https://127.0.0.1:${port}`) };
}
