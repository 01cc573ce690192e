import { describe, expect, it } from 'vitest';
import { checksOf, runChecks } from './check.ts';
import { expectEqual, expectError, expectTrue } from './expect.ts';

describe('runChecks', () => {
  it('default: one outcome for each check, in their order', async () => {
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
    ['nothing where something is due', () => expectEqual(undefined, 'text')],
    ['a condition that does not hold', () => expectTrue(false, 'It does not hold.')],
    ['an error that does not come', () => expectError(() => 1, { code: 'X' })],
    ['an error of another code', () => expectError(() => Promise.reject({ code: 'Y' }), { code: 'X' })],
    ['a rejection', () => Promise.reject(new Error('no'))],
  ])('behavior: %s is a failure', async (name, run) => {
    const [outcome] = await runChecks(checksOf('send', { [name]: run }));
    expect(outcome?.failure).toEqual(expect.any(String));
  });
});
