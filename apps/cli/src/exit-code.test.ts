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

  it('behavior: an answer of OSS counts more than the phase', () => {
    expect(codeOf('headers', { status: 403 })).toBe(4);
    expect(codeOf('body', { status: 503 })).toBe(4);
  });

  it.each(['constructor', '__proto__'])(
    'behavior: whatever code a server sends, %s for example, it is a refusal',
    (code) => {
      expect(codeOf('headers', { code, status: 403 })).toBe(4);
    },
  );

  it('behavior: a refusal by the service that hands out credentials is about credentials', () => {
    expect(codeOf('credentials', { status: 403 })).toBe(3);
  });

  it('behavior: an object that changed is about its bytes, whoever noticed', () => {
    expect(codeOf('headers', { code: 'ObjectChanged', status: 412 })).toBe(7);
  });

  it('behavior: signals', () => {
    expect([codeOf('body', { code: 'Interrupted' }), codeOf('body', { code: 'Terminated' })]).toEqual([130, 143]);
  });

  it('behavior: whatever is no OssError is our own fault', () => {
    expect([exitCodeOf(new TypeError('x')), exitCodeOf('x'), exitCodeOf(undefined)]).toEqual([1, 1, 1]);
  });
});
