import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultSource } from '@ossferry/local-oss';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, filesIn, hasSignals, makeFolder, mebibyte, type RunResult, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
const small = randomBytes(300_000);
const large = randomBytes(24 * mebibyte);

beforeAll(async () => {
  await cli.local().putObject({ bucket, key: 'dir/small 1.bin', body: small });
});

const object = `oss://${bucket}/dir/small 1.bin`;

async function sign(...args: string[]): Promise<string> {
  return (await cli.run(['sign', object, ...args])).text;
}

function events(stderr: string): Record<string, unknown>[] {
  return stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe.concurrent('ossferry get', () => {
  it('default: an object is saved under its own name; without a terminal, stderr has one line', async () => {
    const folder = await makeFolder();
    const { code, text, stderr } = await cli.run(['get', object], { cwd: folder });
    expect({ code, text }).toEqual({ code: 0, text: '' });
    expect(stderr).toMatch(/^small 1\.bin: 300 kB in [^\n]*, CRC-64 verified\n$/);
    expect(await filesIn(folder)).toEqual(['small 1.bin']);
    expect((await readFile(join(folder, 'small 1.bin'))).equals(small)).toBe(true);
  });

  it('default: a URL is enough, without credentials', async () => {
    const folder = await makeFolder();
    const env = { OSS_ACCESS_KEY_ID: '', OSS_ACCESS_KEY_SECRET: '', OSS_ENDPOINT: '', OSS_REGION: '' };
    expect((await cli.run(['get', await sign()], { cwd: folder, env })).code).toBe(0);
    expect((await readFile(join(folder, 'small 1.bin'))).equals(small)).toBe(true);
  });

  it('option: output', async () => {
    const folder = await makeFolder();
    await cli.run(['get', object, '-o', join(folder, 'other')]);
    expect(await filesIn(folder)).toEqual(['other']);
  });

  it('option: output to stdout, from a URL on stdin', async () => {
    const { code, stdout } = await cli.run(['get', '-', '-o', '-'], { input: `${await sign()}\n` });
    expect(code).toBe(0);
    expect(stdout.equals(small)).toBe(true);
  });

  it('option: header sends signed headers', async () => {
    const folder = await makeFolder();
    const url = await sign('--request-payer', 'requester');
    const without = await cli.run(['get', url], { cwd: folder });
    expect(without).toMatchObject({ code: 4, stderr: expect.stringContaining('SignatureDoesNotMatch') });
    const header = ['--header', 'x-oss-request-payer: requester'];
    expect((await cli.run(['get', url, ...header], { cwd: folder })).code).toBe(0);
  });

  it('behavior: output of sign --json is accepted as a URL with headers', async () => {
    const folder = await makeFolder();
    const input = await sign('--request-payer', 'requester', '--json');
    expect(await cli.run(['get', '-', '-o', 'a'], { cwd: folder, input })).toMatchObject({ code: 0 });
    expect(await cli.run(['verify', 'a', '-'], { cwd: folder, input })).toMatchObject({ code: 0 });
    expect(await cli.run(['doctor', '-'], { cwd: folder, input })).toMatchObject({ code: 0 });
    const { code, text } = await cli.run(['snippet', '-', '--lang', 'curl'], { cwd: folder, input });
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('x-oss-request-payer') });
    const putUrl = await sign('--operation', 'put', '--json');
    expect(await cli.run(['get', '-', '-o', 'b'], { cwd: folder, input: putUrl })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/signed for "PUT".*\[InvalidUrl\]/),
    });
  });

  it.each(['range:bytes=0-9', 'If-Match:x'])(
    'error: the header %s, which conflicts with the download',
    async (header) => {
      const folder = await makeFolder();
      await writeFile(join(folder, 'file'), '');
      const input = await sign('--header', header, '--json');
      const refusal = { code: 2, stderr: expect.stringMatching(/The header (range|if-match) .*\[OptionConflict\]/) };
      for (const args of [
        ['get', object, '--header', header],
        ['verify', 'file', object, '--header', header],
        ['get', '-'],
      ]) {
        expect(await cli.run(args, { cwd: folder, input })).toMatchObject(refusal);
      }
      expect(await filesIn(folder)).toEqual(['file']);
    },
  );

  it('error: characters around a URL, and an option that does not apply to it', async () => {
    const url = await sign();
    const cases: [string[], RegExp][] = [
      [[`${url} `], /whitespace around the URL.*ossferry inspect.*\[InvalidUrl\]/],
      [[`<${url}>`], /a bracket or a quote around the URL.*\[InvalidUrl\]/],
      [[url.replace('&', '\n&')], /a space or a line break in the URL.*ossferry inspect.*\[InvalidUrl\]/],
      [[url, '--path-style'], /--path-style does not apply to a URL.*\[OptionConflict\]/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await cli.run(['get', ...args]);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    }
  });

  it('error: a damaged URL', async () => {
    const url = await sign();
    const cases: [string[], RegExp][] = [
      [['get', url.replace(/&.*/, '')], / 400 .* The URL lacks x-oss-credential.*, where & ends a command/],
      [['get', url.replaceAll('&', '&amp;')], /The URL contains &amp; instead of &/],
      [['verify', import.meta.filename, url.slice(0, -10)], / 403 .*has 54 of 64 characters.* \[UrlDamaged\]\n$/],
    ];
    for (const [args, message] of cases) {
      expect(await cli.run(args)).toMatchObject({ code: 4, stderr: expect.stringMatching(message) });
    }
  });

  it('error: a device as the output file', async () => {
    const { code, stderr } = await cli.run(['get', object, '-o', '/dev/null']);
    expect({ code, stderr }).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/Use -o - .*\[DestinationNotFile\]/),
    });
  });

  it('option: overwrite', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'file');
    await writeFile(file, 'mine');
    const refused = await cli.run(['get', object, '-o', file]);
    expect(refused).toMatchObject({ code: 6, stderr: expect.stringContaining('Add --overwrite') });
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await cli.run(['get', object, '-o', file, '--overwrite'])).code).toBe(0);
    expect((await readFile(file)).equals(small)).toBe(true);
  });

  it('option: parallel and request-payer reach the download', async () => {
    const folder = await makeFolder();
    await cli.local().putObject({ bucket, key: 'parallel', body: large });
    const args = ['--parallel', '2', '--request-payer', 'requester', '--progress', 'json'];
    const { code, stderr } = await cli.run(['get', `oss://${bucket}/parallel`, ...args], { cwd: folder });
    expect(code).toBe(0);
    const requests = cli.local().requests.filter(({ path }) => path.endsWith('/parallel'));
    expect(requests.length).toBe(events(stderr).at(-1)?.['requests']);
    for (const { headers } of requests) expect(headers).toMatchObject({ 'x-oss-request-payer': 'requester' });
  });

  it('option: no-verify accepts a CRC-64 mismatch', async () => {
    const folder = await makeFolder();
    await cli.local().putObject({ bucket, key: 'flipped', body: small });
    cli.fault('flipped', () => ({ type: 'flip-bit', objectOffset: 1000 }));
    const strict = await cli.run(['get', `oss://${bucket}/flipped`], { cwd: folder });
    expect(strict).toMatchObject({ code: 7, stderr: expect.stringContaining('[ChecksumMismatch]') });
    expect(await filesIn(folder)).not.toContain('flipped');
    const lenient = await cli.run(['get', `oss://${bucket}/flipped`, '--no-verify'], { cwd: folder });
    expect(lenient.code).toBe(0);
  });

  it('option: progress json prints events and errors as JSON', async () => {
    const folder = await makeFolder();
    const good = await cli.run(['get', object, '--progress', 'json'], { cwd: folder });
    expect(events(good.stderr).map(({ type }) => type)).toEqual(expect.arrayContaining(['started', 'summary']));
    expect(events(good.stderr).at(-1)).toMatchObject({ type: 'summary', sizeBytes: small.length, verified: 'crc64' });
    const bad = await cli.run(['get', `oss://${bucket}/missing`, '--progress=json'], { cwd: folder });
    expect(bad.code).toBe(4);
    expect(events(bad.stderr).at(-1)).toEqual({
      error: expect.objectContaining({ code: 'NoSuchKey', status: 404, exitCode: 4, requestId: expect.any(String) }),
    });
  });

  it('option: progress plain and tty end with a summary', async () => {
    const folder = await makeFolder();
    const plain = await cli.run(['get', object, '--progress', 'plain'], { cwd: folder });
    expect(plain.stderr).toMatch(/^small 1\.bin: 0%, 0 B of 300 kB\n/);
    expect(plain.stderr).toMatch(/\nsmall 1\.bin: 300 kB in \S+ m?s \(\S+ [kMG]?B\/s\), CRC-64 verified\n$/);
    const tty = await cli.run(['get', object, '-o', join(folder, '2'), '--progress', 'tty']);
    expect(tty.stderr).toMatch(/2: 300 kB in \S+ m?s \(.*\), CRC-64 verified\n$/);
  });

  it('option: progress none prints nothing on success', async () => {
    const done = await cli.run(['get', object, '--progress', 'none'], { cwd: await makeFolder() });
    expect(done).toMatchObject({ code: 0, text: '', stderr: '' });
  });

  it('behavior: retries are reported, and the file is complete', async () => {
    const folder = await makeFolder();
    await cli.local().putObject({ bucket, key: 'cut', body: small });
    cli.fault('cut', firstTime({ type: 'disconnect', afterBodyBytes: 100_000 }));
    const { code, stderr } = await cli.run(['get', `oss://${bucket}/cut`, '--progress', 'plain'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^At \S+ k?B: .* Retrying in /m);
    expect(stderr).toMatch(/CRC-64 verified, 1 retry\n$/);
    expect((await readFile(join(folder, 'cut'))).equals(small)).toBe(true);
  });

  it('behavior: an object renews its expired URL', async () => {
    const folder = await makeFolder();
    await cli.local().putObject({ bucket, key: 'expiring', body: small });
    const error = { code: 'AccessDenied', message: 'Request has expired.' };
    cli.fault('expiring', firstTime({ type: 'respond', status: 403, error }));
    const { code, stderr } = await cli.run(['get', `oss://${bucket}/expiring`, '--progress', 'json'], { cwd: folder });
    expect(code).toBe(0);
    expect(events(stderr).map(({ type }) => type)).toContain('renewed');
  });

  it.each([0, 1])('option: retries %i', async (retries) => {
    const folder = await makeFolder();
    const key = `busy-${retries}`;
    await cli.local().putObject({ bucket, key, body: small });
    const error = { code: 'ServiceUnavailable', message: 'Busy.' };
    cli.fault(key, () => ({ type: 'respond', status: 503, error }));
    const args = ['get', `oss://${bucket}/${key}`, '--retries', `${retries}`];
    const { code, stderr } = await cli.run(args, { cwd: folder });
    expect({ code, stderr }).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('503 ServiceUnavailable: Busy'),
    });
    expect(stderr.includes('Gave up after 2 consecutive failures.')).toBe(retries === 1);
    expect(cli.local().requests.filter(({ path }) => path.endsWith(`/${key}`))).toHaveLength(retries + 1);
  });

  it('error: the object changes during the download', async () => {
    const folder = await makeFolder();
    await cli.local().putObject({ bucket, key: 'changing', body: large });
    cli.fault(
      'changing',
      firstTime({ type: 'replace-object', body: randomBytes(24 * mebibyte), afterBodyBytes: mebibyte }),
    );
    const { code, stderr } = await cli.run(['get', `oss://${bucket}/changing`, '--parallel', '1'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 7, stderr: expect.stringContaining('[ObjectChanged]') });
    expect(await filesIn(folder)).not.toContain('changing');
  });

  it('behavior: after SIGKILL the next run resumes', async () => {
    const { folder, killed } = await interruptMidway('killed', 'SIGKILL');
    expect(killed.signal).toBe('SIGKILL');
    expect(await filesIn(folder)).toEqual(['killed.ossferry']);
    await expectResume('killed', folder);
  });

  it.runIf(hasSignals)('behavior: Ctrl-C keeps the data and says how to resume', async () => {
    const { folder, killed } = await interruptMidway('stopped', 'SIGINT');
    expect(killed).toMatchObject({ code: 130, signal: null });
    const { error } = events(killed.stderr).at(-1) as { error: { code: string; message: string } };
    expect(error.code).toBe('Interrupted');
    expect(error.message).toMatch(
      /^Interrupted after \S+ MB of 25\.2 MB\. Run the same command again .*"stopped\.ossferry"/,
    );
    expect(await filesIn(folder)).toEqual(['stopped.ossferry']);
    await expectResume('stopped', folder);
  });

  it.runIf(hasSignals)('behavior: SIGTERM exits cleanly', async () => {
    const { killed } = await interruptMidway('terminated', 'SIGTERM');
    expect(killed).toMatchObject({ code: 143, signal: null });
  });
});

/** Starts a download that stalls midway, and sends the signal once bytes are on disk. */
async function interruptMidway(key: string, signal: NodeJS.Signals): Promise<{ folder: string; killed: RunResult }> {
  const folder = await makeFolder();
  await cli.local().putObject({ bucket, key, body: large });
  cli.fault(key, () => ({ type: 'stall', afterBodyBytes: 3 * mebibyte }));
  const args = ['get', `oss://${bucket}/${key}`, '--parallel', '2', '--progress', 'json'];
  const running = cli.start(args, { cwd: folder });
  await running.until('stderr', /"durableBytes":[1-9]/);
  running.child.kill(signal);
  const killed = await running.result;
  cli.fault(key, undefined);
  return { folder, killed };
}

async function expectResume(key: string, folder: string): Promise<void> {
  const { code, stderr } = await cli.run(['get', `oss://${bucket}/${key}`, '--progress', 'json'], { cwd: folder });
  expect(code).toBe(0);
  expect(events(stderr).at(-1)?.['resumedBytes']).toBeGreaterThan(0);
  expect((await readFile(join(folder, key))).equals(large)).toBe(true);
  expect(await filesIn(folder)).toEqual([key]);
}

function firstTime(fault: ReturnType<FaultSource>): FaultSource {
  let used = false;
  return () => {
    if (used) return undefined;
    used = true;
    return fault;
  };
}
