import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSignals, makeFolder, type RunningCommand, setUpCli, type Variables } from '../cli.test-support.ts';
import { commands } from './local.ts';

const cli = setUpCli();

async function startLocal(...args: string[]): Promise<{ running: RunningCommand; env: Variables }> {
  const running = cli.start(['local', ...args]);
  await running.until('stdout', /OSS_REGION ?=.*\n/);
  const [, stdout = ''] = await running.until('stdout', /^([\s\S]*)$/);
  const env = Object.fromEntries(
    [...stdout.matchAll(/^(?:export |\$env:)(\w+) ?=(?: ')?(.*?)'?$/gm)].map(([, name, value]) => [name, value]),
  );
  return { running, env };
}

describe.concurrent('ossferry local', () => {
  it('default: the printed environment works, and Ctrl-C exits with 0', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'hello.txt');
    await writeFile(file, 'hello');
    const { running, env } = await startLocal();
    expect(Object.keys(env)).toEqual([
      'OSS_ACCESS_KEY_ID',
      'OSS_ACCESS_KEY_SECRET',
      'OSS_SESSION_TOKEN',
      'OSS_ENDPOINT',
      'OSS_REGION',
    ]);
    expect((await cli.run(['put', file, 'oss://examplebucket/hello.txt'], { env })).code).toBe(0);
    const { text } = await cli.run(['get', 'oss://examplebucket/hello.txt', '-o', '-'], { env });
    expect(text).toBe('hello');
    running.child.kill('SIGINT');
    if (!hasSignals) return;
    expect(await running.result).toMatchObject({ code: 0, stderr: expect.stringContaining('Press Ctrl-C to stop.\n') });
  });

  it('option: directory stores objects, bucket names the buckets', async () => {
    const directory = join(await makeFolder(), 'objects');
    const args = ['--directory', directory, '--bucket', 'photos', '--bucket', 'logs'];
    const first = await startLocal(...args);
    await cli.run(['put', import.meta.filename, 'oss://logs/kept'], { env: first.env });
    first.running.child.kill('SIGTERM');
    expect((await first.running.result).code).toBe(hasSignals ? 0 : null);
    const { env } = await startLocal(...args);
    expect((await cli.run(['get', 'oss://logs/kept', '-o', '-'], { env })).text).toContain('ossferry local');
  });

  it('option: origin lets pages of these origins download, and no others', async () => {
    const { env } = await startLocal('--origin', 'http://127.0.0.1:8080', '--origin', 'https://app.example.com');
    const object = 'oss://examplebucket/kept';
    await cli.run(['put', import.meta.filename, object], { env });
    const diagnose = (origin: string) => cli.run(['doctor', object, '--origin', origin], { env });
    expect(await diagnose('https://app.example.com')).toMatchObject({ code: 0, stderr: '' });
    expect((await diagnose('https://other.example.com')).stderr).toContain('cors preflight');
  });

  it('error: the port is in use', async () => {
    const { code, stderr } = await cli.run(['local', '--port', String(cli.local().port)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ossferry: The port \d+ is in use\. .*\[PortUnavailable\]\n$/);
  });

  it('error: the directory cannot be used', async () => {
    const { code, stderr } = await cli.run(['local', '--directory', join(import.meta.filename, 'below')]);
    expect({ code, stderr }).toMatchObject({ code: 6, stderr: expect.stringContaining('[DirectoryUnusable]') });
  });

  it.skipIf(process.platform !== 'linux')('error: a directory that cannot be created', async () => {
    const { code, stderr } = await cli.run(['local', '--directory', '/proc/ossferry/below']);
    expect({ code, stderr }).toMatchObject({ code: 6, stderr: expect.stringContaining('[DirectoryUnusable]') });
  });

  it('error: an invalid bucket name', async () => {
    const { code, stderr } = await cli.run(['local', '--bucket', '../up']);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('[InvalidBucketName]') });
  });
});

it('behavior: on Windows, the printed commands are those of PowerShell', () => {
  const { setVariable, curl } = commands('win32');
  expect([setVariable('OSS_SESSION_TOKEN', ''), curl]).toEqual(["$env:OSS_SESSION_TOKEN = ''", 'curl.exe']);
});
