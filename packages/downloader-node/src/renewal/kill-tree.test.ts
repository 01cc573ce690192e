import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { setUpBench } from '../download.test-support.ts';
import { sourceFromCommand } from './source-from-command.ts';

const bench = setUpBench();

it('behavior: an aborted command ends with the program that its shell has started', async () => {
  const path = bench.path('pid');
  const program = `require('fs').writeFileSync(${JSON.stringify(path)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const script = Buffer.from(program).toString('base64');
  const stop = new AbortController();
  const command = `"${process.execPath}" -e "eval(Buffer.from('${script}', 'base64').toString())" -- && exit`;
  const running = sourceFromCommand(command, { signal: stop.signal })();
  running.catch(() => undefined);
  const readPid = async () => Number(await readFile(path, 'utf8').catch(() => ''));
  await expect.poll(readPid, { timeout: 20_000 }).toBeGreaterThan(1);
  const pid = await readPid();
  stop.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
