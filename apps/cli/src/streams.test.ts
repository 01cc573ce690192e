import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bucket, filesIn, hasSignals, makeFolder, mebibyte, preload, program, setUpCli } from './cli.test-support.ts';

const cli = setUpCli();
const object = `oss://${bucket}/streamed`;
const store = () => cli.local().putObject({ bucket, key: 'streamed', body: 'bytes' });

/** Reports the second SIGTERM listener; the first one is that of `endAtInterrupt`. */
const reportListening = preload(`
  import { writeSync } from 'node:fs';
  process.on('newListener', (name) => {
    if (name === 'SIGTERM' && process.listenerCount(name) === 1) setImmediate(() => writeSync(2, 'listening\\n'));
  });`);

describe.concurrent('pipes', () => {
  it.runIf(hasSignals).each([
    ['a URL', ['get', '-', '-o', 'x']],
    ['a manifest', ['get', '--manifest', '-', '--directory', 'x']],
  ])('behavior: SIGTERM ends a command that waits for %s on stdin', async (_, args) => {
    const options = { cwd: await makeFolder(), keepsInput: true, env: reportListening };
    const { child, until, result } = cli.start([...args, '--verbose'], options);
    await until('stderr', /listening/);
    child.kill('SIGTERM');
    expect(await result).toMatchObject({ code: 143, stderr: expect.stringContaining('Terminated') });
  });

  it('option: stop-on-error ends a manifest that stays open', async () => {
    await store();
    const lines = ['none', 'streamed'].map((key) => JSON.stringify({ source: `oss://${bucket}/${key}` }));
    const input = `${lines.join('\n')}\n`;
    const folder = await makeFolder();
    const args = ['get', '--manifest', '-', '--directory', 'x', '--stop-on-error'];
    const { code, stderr } = await cli.run(args, { cwd: folder, input, keepsInput: true });
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('NoSuchKey') });
  });

  it.skipIf(process.platform === 'win32')('behavior: a manifest from a named pipe is read once', async () => {
    await store();
    const folder = await makeFolder();
    execFileSync('mkfifo', [join(folder, 'list')]);
    const running = cli.run(['get', '--manifest', 'list', '--directory', 'x'], { cwd: folder });
    await writeFile(join(folder, 'list'), `${object}\n`);
    expect(await running).toMatchObject({ code: 0 });
    expect(await filesIn(join(folder, 'x'))).toEqual(['streamed']);
  });

  it('behavior: a URL on stdin ends at its line break, even if stdin stays open', async () => {
    await store();
    const folder = await makeFolder();
    const input = `${(await cli.run(['sign', object])).text}\n`;
    const options = { cwd: folder, input, keepsInput: true };
    expect(await cli.run(['get', '-', '-o', 'x'], options)).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['x']);
  });

  it.each([
    ['get', 2, ['get', '-', '-o', 'x'], 1, /more than 65536 characters.*\[UrlTooLong\]/],
    ['explain', 6, ['explain', '-'], 16, /stdin is larger than 16 MiB.*\[FileTooLarge\]/],
  ])('error: too much input on stdin of %s', async (_, code, args, mebibytes, message) => {
    const options = { cwd: await makeFolder(), input: 'x'.repeat(mebibytes * mebibyte + 1), keepsInput: true };
    expect(await cli.run(args, options)).toMatchObject({ code, stderr: expect.stringMatching(message) });
  });

  it('behavior: the last object of a text manifest does not wait for more input', async () => {
    await store();
    const args = ['get', '--manifest', '-', '--directory', 'x', '--progress', 'json'];
    const options = { cwd: await makeFolder(), input: `${object}\n`, keepsInput: true };
    const { child, until, result } = cli.start(args, options);
    await until('stderr', /"status":"done"/);
    child.stdin.end('  out=late\n');
    const stderr = expect.stringMatching(/Line 2 of the manifest: it is an option without an object, or too late/);
    expect(await result).toMatchObject({ code: 2, stderr });
  });

  it.runIf(hasSignals)('behavior: a reader that closes stdout early', () => {
    const command = `(sleep 0.3; exec "$0" "$@" --version) | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, ...program], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '141\n', stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('error: stdout cannot be written', () => {
    const env = { ...process.env, ...cli.environment() };
    const command = '"$0" "$@" > /dev/full';
    const args = ['-c', command, process.execPath, ...program, 'sign', object];
    const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8', env });
    expect(status).toBe(6);
    expect(stderr).toMatch(/Cannot write to stdout \(ENOSPC\)\. [^\n]+ \[StdoutUnwritable\]\n$/);
    const inJson = spawnSync('bash', [...args, '--json'], { encoding: 'utf8', env });
    expect(JSON.parse(inJson.stderr)).toMatchObject({ error: { code: 'StdoutUnwritable', exitCode: 6 } });
  });
});
