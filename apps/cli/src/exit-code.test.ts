import { type ErrorPhase, OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { exitCodeOf, exitCodes } from './exit-code.ts';

const codeOf = (phase: ErrorPhase, facts: { code?: string; status?: number } = {}): number =>
  exitCodeOf(new OssError({ code: 'X', phase, message: 'm', ...facts }));

describe('exitCodeOf', () => {
  it.each([
    ['config', 2],
    ['sign', 2],
    ['credentials', 3],
    ['connect', 5],
    ['headers', 5],
    ['body', 5],
    ['disk', 6],
    ['verify', 7],
  ] as const)('default: phase %s gives %i', (phase, expected) => {
    expect(codeOf(phase)).toBe(expected);
    expect(exitCodes.map(([code]) => code)).toContain(expected);
  });

  it('behavior: a refusal by OSS takes precedence over the phase', () => {
    expect(codeOf('headers', { status: 403 })).toBe(4);
    expect(codeOf('body', { status: 503 })).toBe(4);
  });

  it.each(['constructor', '__proto__'])('behavior: the server code %s is a refusal', (code) => {
    expect(codeOf('headers', { code, status: 403 })).toBe(4);
  });

  it('behavior: a refusal by a credentials service', () => {
    expect(codeOf('credentials', { status: 403 })).toBe(3);
  });

  it('behavior: a changed object', () => {
    expect(codeOf('headers', { code: 'ObjectChanged', status: 412 })).toBe(7);
  });

  it('behavior: signals', () => {
    expect([codeOf('body', { code: 'Interrupted' }), codeOf('body', { code: 'Terminated' })]).toEqual([130, 143]);
  });

  it('behavior: other errors are internal errors', () => {
    expect([exitCodeOf(new TypeError('x')), exitCodeOf('x'), exitCodeOf(undefined)]).toEqual([1, 1, 1]);
  });
});
