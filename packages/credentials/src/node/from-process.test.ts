import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeClock, settle } from '../fake-source.test-support.ts';
import { fromProcess } from './from-process.ts';
import { temporaryHome } from './temporary-home.test-support.ts';

/** A command that runs JavaScript. */
function program(code: string): readonly string[] {
  return [process.execPath, '-e', code];
}

function printing(value: object | string): readonly string[] {
  return program(`process.stdout.write(${JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value))})`);
}

const cliFormat = { mode: 'StsToken', access_key_id: 'STS.cli', access_key_secret: 'secret', sts_token: 'token' };
const ossFormat = { AccessKeyId: 'STS.oss', AccessKeySecret: 'secret', SecurityToken: 'token' };

describe('fromProcess', () => {
  it('default: the format of the CLI', async () => {
    const command = printing({ ...cliFormat, expiration: '2099-01-01T00:00:00Z' });
    expect(await fromProcess({ command })()).toMatchObject({
      accessKeyId: 'STS.cli',
      accessKeySecret: 'secret',
      securityToken: 'token',
      expiration: new Date('2099-01-01T00:00:00Z'),
      source: 'process',
    });
  });

  it('option: timeoutMs may be Infinity; 0 is refused', async () => {
    const run = (timeoutMs: number) => fromProcess({ command: printing(ossFormat), timeoutMs })();
    expect(await run(Number.POSITIVE_INFINITY)).toMatchObject({ accessKeyId: 'STS.oss' });
    await expect(run(0)).rejects.toMatchObject({ code: 'InvalidOption' });
  });

  it('default: the format of the OSS tools', async () => {
    const command = printing({ ...ossFormat, Expiration: '2099-01-01T00:00:00Z' });
    expect(await fromProcess({ command })()).toMatchObject({
      accessKeyId: 'STS.oss',
      expiration: new Date('2099-01-01T00:00:00Z'),
    });
  });

  it.each([
    [{ mode: 'AK', access_key_id: 'LTAI', access_key_secret: 'secret' }],
    [{ access_key_id: 'LTAI', access_key_secret: 'secret' }],
    [{ AccessKeyId: 'LTAI', AccessKeySecret: 'secret' }],
  ])('behavior: keys without expiration: %o', async (output) => {
    const credentials = await fromProcess({ command: printing(output) })();
    expect(credentials).toMatchObject({ accessKeyId: 'LTAI' });
    expect(credentials?.securityToken).toBeUndefined();
  });

  it.each<[string, object | string]>([
    ['AK with a token', { ...cliFormat, mode: 'AK', access_key_secret: 'SENTINEL' }],
    ['StsToken without one', { ...cliFormat, sts_token: '', access_key_secret: 'SENTINEL' }],
    ['another mode', { ...cliFormat, mode: 'RamRoleArn', access_key_secret: 'SENTINEL' }],
    ['no secret', { ...ossFormat, AccessKeySecret: '', SecurityToken: 'SENTINEL' }],
    ['an expiration that is not a date', { ...ossFormat, Expiration: 'SENTINEL' }],
    ['not JSON', 'SENTINEL'],
    ['no output', ''],
  ])('error: %s', async (_name, output) => {
    const error = await failureOf(fromProcess({ command: printing(output) })());
    expect(error).toMatchObject({ code: 'InvalidProcessOutput', absent: false });
    expect(error.message).not.toContain('SENTINEL');
  });

  it('behavior: without an expiration, the program runs again after 5 minutes, not for every call', async () => {
    const home = temporaryHome();
    const file = join(home.path, 'runs');
    const clock = fakeClock();
    const code = `require('fs').appendFileSync(${JSON.stringify(file)}, 'x'); console.log(${JSON.stringify(JSON.stringify(ossFormat))})`;
    const provider = fromProcess({ command: program(code), now: clock.now, random: () => 0.5 });
    await provider();
    clock.advance(299_999);
    await provider();
    await settle();
    expect(readFileSync(file, 'utf8')).toBe('x');
    await provider({ rejected: true });
    expect(readFileSync(file, 'utf8')).toBe('xx');
  });

  it('error: an exit code; the message contains no output', async () => {
    const code = `console.error('SENTINEL'); console.log('SENTINEL'); process.exit(3)`;
    const error = await failureOf(fromProcess({ command: program(code) })());
    expect(error).toMatchObject({ code: 'ProcessFailed', message: 'process: the program failed with exit code 3.' });
  });

  it.skipIf(process.platform === 'win32')('error: a signal', async () => {
    const error = await failureOf(fromProcess({ command: program(`process.kill(process.pid, 'SIGTERM')`) })());
    expect(error).toMatchObject({ code: 'ProcessFailed', message: 'process: the program was killed by SIGTERM.' });
  });

  it('error: a program that does not exist', async () => {
    const error = await failureOf(fromProcess({ command: '/no/such/program SENTINEL' })());
    expect(error).toMatchObject({
      code: 'ProcessFailed',
      message: expect.stringContaining('process: the program cannot be started (ENOENT).'),
    });
  });

  it('error: on Windows, a program that does not exist may be a script', async () => {
    const error = await failureOf(fromProcess({ command: ['no-such-program'], platform: 'win32' })());
    expect(error).toMatchObject({ code: 'ProcessFailed', advice: expect.stringContaining('cmd.exe /d /c tool.cmd') });
  });

  it.each([[undefined], [5], [{}], [[]], [['']], [['tool', 5]]])('error: %j is not a command', (command) => {
    expect(() => fromProcess({ command: command as never })).toThrow(
      expect.objectContaining({ code: 'InvalidOption' }),
    );
  });

  it('error: a command that cannot be started', async () => {
    const error = await failureOf(fromProcess({ command: ['tool', 'SENTINEL\0'] })());
    expect(error).toMatchObject({
      code: 'ProcessFailed',
      message: expect.stringContaining('process: the program cannot be started.'),
    });
  });

  it('error: more output than 64 KiB', async () => {
    const error = await failureOf(fromProcess({ command: program(`process.stdout.write('S'.repeat(70000))`) })());
    const message = 'process: the program wrote more than 65536 bytes.';
    expect(error).toMatchObject({ code: 'InvalidProcessOutput', message });
  });

  it.skipIf(process.platform === 'win32')('error: after timeoutMs, kills the program and its children', async () => {
    const home = temporaryHome();
    const file = join(home.path, 'child');
    // The child keeps standard output open after its parent has exited.
    const child = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const code = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const promise = failureOf(fromProcess({ command: program(code), timeoutMs: 1500 })());
    await vi.waitUntil(() => existsSync(file) && readFileSync(file, 'utf8') !== '', { timeout: 10_000 });
    expect(await promise).toMatchObject({ code: 'ProcessTimeout' });
    const pid = Number(readFileSync(file, 'utf8'));
    await vi.waitUntil(() => !isRunning(pid), { timeout: 10_000 });
  });

  it.skipIf(process.platform === 'win32')('behavior: kills the program when this process exits', async () => {
    const file = join(temporaryHome().path, 'pid');
    const hanging = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const parent = `
      import { existsSync, readFileSync } from 'node:fs';
      import { fromProcess } from ${JSON.stringify(new URL('./from-process.ts', import.meta.url).href)};
      fromProcess({ command: ${JSON.stringify(program(hanging))} })();
      const file = ${JSON.stringify(file)};
      setInterval(() => { if (existsSync(file) && readFileSync(file, 'utf8') !== '') process.exit(); }, 10);
    `;
    execFileSync(process.execPath, ['--conditions=@ossferry/source', '--input-type=module', '-e', parent]);
    const pid = Number(readFileSync(file, 'utf8'));
    await vi.waitUntil(() => !isRunning(pid), { timeout: 10_000 });
  });

  it('behavior: the time limit does not keep this process alive after the program has finished', () => {
    const parent = `
      import { fromProcess } from ${JSON.stringify(new URL('./from-process.ts', import.meta.url).href)};
      console.log((await fromProcess({ command: ${JSON.stringify(printing(ossFormat))} })()).accessKeyId);
      await fromProcess({ command: '/no/such/program' })().catch(({ code }) => console.log(code));
    `;
    const output = execFileSync(
      process.execPath,
      ['--conditions=@ossferry/source', '--input-type=module', '-e', parent],
      { encoding: 'utf8', timeout: 20_000 },
    );
    expect(output).toBe('STS.oss\nProcessFailed\n');
  });

  it('behavior: output of 64 KiB is accepted', async () => {
    const code = `process.stdout.write(${JSON.stringify(JSON.stringify(ossFormat))}.padEnd(65_536))`;
    expect(await fromProcess({ command: program(code) })()).toMatchObject({ accessKeyId: 'STS.oss' });
  });

  it('behavior: runs without a shell', async () => {
    const home = temporaryHome();
    const file = join(home.path, 'made-by-a-shell');
    const words = ['$(touch', `${file})`, ';', '`touch', `${file}\``, '&&', '|', '>', file];
    const code = `console.log(JSON.stringify({ AccessKeyId: process.argv.length + '', AccessKeySecret: 'secret' }))`;
    const command = `"${process.execPath}" -e '${code.replaceAll("'", '"')}' ${words.join(' ')}`;
    expect(await fromProcess({ command })()).toMatchObject({ accessKeyId: String(1 + words.length) });
    expect(existsSync(file)).toBe(false);
  });

  it("option: env is the program's whole environment", async () => {
    const code = `console.log(JSON.stringify({ AccessKeyId: Object.keys(process.env).join(), AccessKeySecret: 'secret' }))`;
    const credentials = await fromProcess({ command: program(code), env: { ONLY: '1' } })();
    const names = credentials?.accessKeyId.split(',') ?? [];
    // On Windows, Node adds some of the system, such as SYSTEMROOT.
    expect(process.platform === 'win32' ? names.filter((name) => name === 'ONLY') : names).toEqual(['ONLY']);
    expect(names).not.toContain('NODE_ENV');
  });

  it('behavior: ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS', async () => {
    const env = { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: '1' };
    expect(await failureOf(fromProcess({ command: '/no/such/program', env })())).toMatchObject({
      code: 'Disabled',
      absent: true,
    });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie process still exists.
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
