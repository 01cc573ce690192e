import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { bucket, makeFolder, mebibyte, preload, type RunningCommand, setUpCli } from './cli.test-support.ts';

const cli = setUpCli();
// Closed after all tests of the file: closing a writer ends the reading of its pipe.
const writers: { readonly close: () => Promise<void> }[] = [];
afterAll(() => Promise.all(writers.map((writer) => writer.close())));

const signals = [
  ['SIGINT', 130, 'Interrupted'],
  ['SIGTERM', 143, 'Terminated'],
] as const;

/** Reports on stderr when `pipe` is opened, and blocks a pool thread for every DNS lookup. */
const watch = `
  import fs from 'node:fs';
  import dns from 'node:dns';
  import dnsPromises from 'node:dns/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const report = (line) => fs.writeSync(2, line + '\\n');
  const { open } = fs;
  fs.open = (path, ...rest) => {
    open(path, ...rest);
    if (/pipe/.test(path)) report('opened');
  };
  dns.lookup = (host) => {
    open('pipe', () => undefined);
    report('looked up ' + host);
  };
  dnsPromises.lookup = () => new Promise(() => undefined);
  syncBuiltinESMExports();`;
const env = preload(watch);

async function makePipe(name = 'pipe'): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = await makeFolder();
  execFileSync('mkfifo', [join(folder, name)]);
  return { folder, path: join(folder, name) };
}

/** Writes into a pipe and keeps it open. */
async function hold(path: string, text: string): Promise<void> {
  const writer = await open(path, 'r+'); // Opening only for writing would wait for a reader.
  writers.push(writer);
  await writer.write(text);
}

describe.skipIf(process.platform === 'win32')('unresponsive pipes and name servers', { concurrent: true }, () => {
  it.each(signals)('behavior: %s ends a command that waits for the writer of a pipe', async (signal, code, word) => {
    const { folder } = await makePipe();
    const { child, until, result } = cli.start(['get', '--manifest', 'pipe'], { cwd: folder, env });
    await until('stderr', /opened/);
    child.kill(signal);
    expect(await result).toMatchObject({ code, stderr: expect.stringContaining(word) });
  });

  it.each(signals)('behavior: %s ends a command that waits for a name server', async (signal, code, word) => {
    const { folder } = await makePipe();
    const { child, until, result } = cli.start(['get', 'http://host.test/x', '-o', 'x'], { cwd: folder, env });
    await until('stderr', /looked up host\.test/);
    child.kill(signal);
    expect(await result).toMatchObject({ code, stderr: expect.stringContaining(word) });
  });

  it.each([
    ['certificates', ['get', 'https://host.test/x', '-o', 'x', '--ca-file', 'pipe']],
    ['a response', ['explain', 'https://host.test/x', '--response', 'pipe']],
  ])('behavior: one SIGINT ends a command that waits for %s from a pipe', async (_, args) => {
    const { folder } = await makePipe();
    const { child, until, result } = cli.start(args, { cwd: folder, env });
    await until('stderr', /opened/);
    child.kill('SIGINT');
    expect(await result).toMatchObject({ code: 130 });
  });

  it('behavior: one SIGINT ends doctor during a DNS lookup', async () => {
    const { folder } = await makePipe();
    const { child, until, result } = cli.start(['doctor', 'http://host.test/x'], { cwd: folder, env });
    await until('stderr', /looked up host\.test/);
    child.kill('SIGINT');
    expect(await result).toMatchObject({ code: 130, stderr: expect.stringContaining('Interrupted') });
  });

  it('error: skip-done with a result pipe', async () => {
    const { folder } = await makePipe();
    await writeFile(join(folder, 'list.txt'), `oss://${bucket}/any\n`);
    const args = ['get', '--manifest', 'list.txt', '--result', 'pipe', '--skip-done'];
    const stderr = expect.stringMatching(/"pipe" cannot be used \(--skip-done needs a file, .*\[ResultUnwritable\]/);
    expect(await cli.run(args, { cwd: folder })).toMatchObject({ code: 6, stderr });
  });

  it('option: result writes into a pipe, even if its reader opens it late', async () => {
    const { folder } = await makePipe();
    const list = Array.from({ length: 400 }, (_, index) => `oss://${bucket}/none/${index}\n`);
    await writeFile(join(folder, 'list.txt'), list.join(''));
    const args = ['get', '--manifest', 'list.txt', '--result', 'pipe', '--progress', 'plain'];
    const running = cli.start(args, { cwd: folder });
    await running.until('stderr', /, 400 failed/);
    const { stdout } = await promisify(execFile)('wc', ['-l', 'pipe'], { cwd: folder });
    expect(stdout).toBe('400 pipe\n');
    expect(await running.result).toMatchObject({ code: 8 });
    const unread = cli.start(args, { cwd: folder });
    await unread.until('stderr', /, 400 failed/);
    unread.child.kill('SIGINT');
    expect(await unread.result).toMatchObject({ code: 130 });
  });

  it('option: ca-file is read from a pipe', async () => {
    const { folder, path } = await makePipe();
    const running = cli.run(['get', 'https://host.test/x', '-o', 'x', '--ca-file', 'pipe'], { cwd: folder });
    await writeFile(path, 'none');
    expect(await running).toMatchObject({ code: 2, stderr: expect.stringContaining('[InvalidAuthority]') });
  });

  it('option: stop-on-error ends a manifest pipe that stays open, with the exit code of the error', async () => {
    const { folder, path } = await makePipe('pipe.ndjson');
    await hold(path, `${JSON.stringify({ source: `oss://${bucket}/none` })}\n`);
    const args = ['get', '--manifest', 'pipe.ndjson', '--stop-on-error'];
    const { code, stderr } = await cli.run(args, { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('NoSuchKey') });
  });

  it('behavior: a credentials process ends with the command', async () => {
    const { folder, path } = await makePipe('pipe.ndjson');
    await hold(path, `${JSON.stringify({ source: `oss://${bucket}/any` })}\n`);
    execFileSync('mkfifo', [join(folder, 'life')]);
    await writeFile(join(folder, 'program'), 'exec 3> life; echo started >&3; exec sleep 60');
    const args = ['get', '--manifest', 'pipe.ndjson', '--credentials-process', 'sh program'];
    const { child, result } = cli.start(args, { cwd: folder });
    const life = spawn('cat', ['life'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = once(life, 'exit');
    await once(life.stdout, 'data');
    child.kill('SIGINT');
    expect(await result).toMatchObject({ code: 130 });
    await ended; // No process has the pipe open.
  });
});

describe.concurrent('a reader that does not read', () => {
  it.each(signals)('behavior: one %s ends the command', async (signal, code, word) => {
    const key = `stalled-${signal}`;
    await cli.local().putObject({ bucket, key, body: randomBytes(4 * mebibyte) });
    const running = cli.start(['get', `oss://${bucket}/${key}`, '-o', '-', '--progress', 'plain']);
    await stopReading(running);
    running.child.kill(signal);
    expect(await once(running.child, 'exit')).toEqual([code, null]);
    running.child.stdout.resume();
    expect(await running.result).toMatchObject({ code, stderr: expect.stringContaining(word) });
  });
});

async function stopReading({ child }: RunningCommand): Promise<void> {
  await once(child.stdout, 'data');
  child.stdout.pause();
}
