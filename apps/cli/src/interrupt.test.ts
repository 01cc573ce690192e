import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const module = JSON.stringify(new URL('./interrupt.ts', import.meta.url).href);
// A program whose work goes on although it was asked to stop.
const stubborn = `
  const { listenForInterrupt } = await import(${module});
  const { signal } = listenForInterrupt();
  signal.addEventListener('abort', () => console.log(signal.reason.code));
  setInterval(() => undefined, 1000);
  console.log('listening');`;

describe('listenForInterrupt', () => {
  it.each([
    ['SIGINT', 'Interrupted', 130],
    ['SIGTERM', 'Terminated', 143],
  ] as const)('behavior: the first %s asks, the second one ends the process', async (name, code, exitCode) => {
    const args = ['--conditions=@ossferry/source', '--input-type=module', '--eval', stubborn];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [hello] = await once(child.stdout, 'data');
    expect(String(hello)).toBe('listening\n');
    child.kill(name);
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe(`${code}\n`);
    child.kill(name);
    const [exited] = await once(child, 'exit');
    expect(exited).toBe(exitCode);
  });
});
