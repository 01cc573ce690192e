import { describe, expect, it } from 'vitest';
import type { Shell } from '../shell.ts';
import { chooseProgressMode } from './progress-mode.ts';

const shellWith = (isTTY: boolean, env: Record<string, string> = {}): Shell =>
  ({ ...process, stdout: { isTTY }, stderr: { isTTY }, env }) as unknown as Shell;

describe('chooseProgressMode', () => {
  it('default: tty on a terminal, else summary', () => {
    expect(chooseProgressMode(undefined, shellWith(true))).toBe('tty');
    expect(chooseProgressMode(undefined, shellWith(false))).toBe('summary');
  });

  it('behavior: no bar in CI and on dumb terminals', () => {
    expect(chooseProgressMode(undefined, shellWith(true, { CI: 'true' }))).toBe('summary');
    expect(chooseProgressMode(undefined, shellWith(true, { TERM: 'dumb' }))).toBe('summary');
  });

  it('behavior: no bar on the terminal that shows the data', () => {
    expect(chooseProgressMode(undefined, shellWith(true), true)).toBe('summary');
    const piped = { ...shellWith(true), stdout: {} as NodeJS.WriteStream };
    expect(chooseProgressMode(undefined, piped, true)).toBe('tty');
  });

  it('option: progress overrides the default', () => {
    expect(chooseProgressMode('json', shellWith(true))).toBe('json');
    expect(chooseProgressMode('tty', shellWith(false, { CI: '1' }))).toBe('tty');
  });
});
