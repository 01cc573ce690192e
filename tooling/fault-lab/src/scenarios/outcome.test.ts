import { describe, expect, it } from 'vitest';
import { determineOutcome, type RunResult } from './outcome.ts';

const run = (end: RunResult['end'], file: RunResult['file']): RunResult => ({ end, file });

describe('determineOutcome', () => {
  it.each([
    ['whole', run('success', 'whole'), undefined],
    ['error, then whole', run('failure', 'none'), run('success', 'whole')],
    ['error, stuck', run('failure', 'other'), run('failure', 'other')],
    ['wrong file', run('success', 'other'), undefined],
    ['wrong file', run('success', 'none'), undefined],
    ['wrong file', run('failure', 'none'), run('success', 'other')],
    ['wrong file', run('hang', 'other'), run('success', 'other')],
    ['hang', run('hang', 'other'), run('success', 'whole')],
    ['crash', run('crash', 'none'), run('success', 'whole')],
  ] as const)('default: %s', (outcome, first, next) => {
    expect(determineOutcome(first, next)).toBe(outcome);
  });
});
