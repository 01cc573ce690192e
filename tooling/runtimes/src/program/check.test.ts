import { describe, expect, it } from 'vitest';
import { checksOf, runChecks } from './check.ts';
import { expectEqual, expectError, expectTrue } from './expect.ts';

describe('runChecks', () => {
  it('default: one outcome per check, in order', async () => {
    const checks = checksOf('send', {
      one: () => undefined,
      two: async () => expectEqual({ a: 1, b: 2 }, { b: 2, a: 1 }),
    });
    expect(await runChecks(checks)).toEqual([
      { topic: 'send', name: 'one' },
      { topic: 'send', name: 'two' },
    ]);
  });

  it.each<[string, () => unknown]>([
    ['another value', () => expectEqual([1], [2])],
    ['a missing field', () => expectEqual({}, { a: null })],
    ['undefined instead of a value', () => expectEqual(undefined, 'text')],
    ['a false condition', () => expectTrue(false, 'It is false.')],
    ['no error', () => expectError(() => 1, { code: 'X' })],
    ['an error with another code', () => expectError(() => Promise.reject({ code: 'Y' }), { code: 'X' })],
    ['a rejection', () => Promise.reject(new Error('no'))],
  ])('behavior: %s is a failure', async (name, run) => {
    const [outcome] = await runChecks(checksOf('send', { [name]: run }));
    expect(outcome?.failure).toEqual(expect.any(String));
  });
});
