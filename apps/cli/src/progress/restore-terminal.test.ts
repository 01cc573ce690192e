import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasSignals } from '../cli.test-support.ts';

const module = JSON.stringify(new URL('./terminal-bars.ts', import.meta.url).href);
// Draws a bar until the process ends.
const drawing = `
  const { createTerminalBars } = await import(${module});
  process.stderr.isTTY = true;
  createTerminalBars(process.stderr, () => 'bar').create(1, 0);
  process.once('SIGTERM', () => process.exit());`;

/** The cursor is hidden, or shown; line wrapping is always changed with it. */
const modes = /\[\?25([hl]).\[\?7\1/g;

describe.runIf(hasSignals)('restoreTerminal', () => {
  it('behavior: cursor and line wrapping are restored while suspended, and when the process exits early', async () => {
    const args = ['--conditions=@ossferry/source', '--input-type=module', '--eval', drawing];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    const isAt = (wanted: string): boolean => [...output.matchAll(modes)].map(([, mode]) => mode).join('') === wanted;
    const until = async (wanted: string): Promise<void> => {
      while (!isAt(wanted)) await once(child.stderr, 'data');
    };
    while (!output.includes('bar')) await once(child.stderr, 'data'); // By then, it listens for signals.
    for (const seen of ['lh', 'lhlh']) {
      child.kill('SIGTSTP');
      await until(seen);
      // Repeated, since it suspends itself only after the output.
      while (!isAt(`${seen}l`)) {
        child.kill('SIGCONT');
        await setTimeout(10);
      }
    }
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
    expect(output).toMatch(/\[\?25h.\[\?7h$/);
  });
});
