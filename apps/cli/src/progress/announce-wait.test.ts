import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announceWait } from './announce-wait.ts';
import type { ProgressMode } from './progress-mode.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function announce(mode: ProgressMode = 'tty', isTTY = true): { stderr: PassThrough; endWait: () => void } {
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  return { stderr, endWait: announceWait('Waiting…', mode, stderr as unknown as NodeJS.WriteStream) };
}

describe('announceWait', () => {
  it('default: the text appears after a while, and is removed once', () => {
    const { stderr, endWait } = announce();
    vi.runAllTimers();
    expect(stderr.read()).toBe('Waiting…');
    endWait();
    endWait();
    expect(stderr.read()).toBe('\r\u001b[K');
  });

  it('behavior: nothing is written for a short wait', () => {
    const { stderr, endWait } = announce();
    endWait();
    vi.runAllTimers();
    expect(stderr.read()).toBeNull();
  });

  it.each([
    ['tty', false],
    ['summary', true],
  ] as const)('behavior: nothing is written in the mode %s if stderr is a terminal: %s', (mode, isTTY) => {
    const { stderr } = announce(mode, isTTY);
    vi.runAllTimers();
    expect(stderr.read()).toBeNull();
  });
});
