import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

const module = JSON.stringify(new URL('./interrupt.ts', import.meta.url).href);
const pipe = join(tmpdir(), `ossferry-interrupt-${process.pid}`);
// A program that keeps running after the first signal, with a pool thread blocked on a pipe.
const stubborn = `
  const { listenForInterrupt } = await import(${module});
  const { signal } = listenForInterrupt();
  signal.addEventListener('abort', () => console.log(signal.reason.code));
  (await import('node:fs')).open(${JSON.stringify(pipe)}, () => undefined);
  setInterval(() => undefined, 1000);
  console.log('listening');`;

beforeAll(() => void (process.platform !== 'win32' && execFileSync('mkfifo', [pipe])));
afterAll(() => rm(pipe, { force: true }));

// Windows has no signals that a test could send.
describe.skipIf(process.platform === 'win32')('listenForInterrupt', () => {
  it.each([
    ['SIGINT', 'Interrupted', 130],
    ['SIGTERM', 'Terminated', 143],
  ] as const)('behavior: the first %s aborts, the second ends the process', async (name, code, exitCode) => {
    const args = ['--conditions=@ossferry/source', '--input-type=module', '--eval', stubborn];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [greeting] = await once(child.stdout, 'data');
    expect(String(greeting)).toBe('listening\n');
    child.kill(name);
    const [output] = await once(child.stdout, 'data');
    expect(String(output)).toBe(`${code}\n`);
    child.kill(name);
    const [exited] = await once(child, 'exit');
    expect(exited).toBe(exitCode);
  });
});
