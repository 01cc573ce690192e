import { expect, it } from 'vitest';
import { renameFile, renameFileSync } from './rename-file.ts';

/** A rename that fails `failures` times. */
function failing(failures: number, code: string) {
  const calls: string[] = [];
  const rename = (from: string, to: string) => {
    calls.push(`${from} → ${to}`);
    if (calls.length <= failures) throw Object.assign(new Error(code), { code });
  };
  return { calls, rename };
}

it.each(['EPERM', 'EACCES', 'EBUSY'])('behavior: on Windows, a file in use is tried again (%s)', async (code) => {
  const { calls, rename } = failing(2, code);
  await renameFile('a', 'b', { platform: 'win32', rename });
  expect(calls).toEqual(['a → b', 'a → b', 'a → b']);
});

it.each([
  ['win32', 'ENOENT'],
  ['linux', 'EPERM'],
  ['darwin', 'EBUSY'],
] as const)('error: on %s, %s is reported at once', async (platform, code) => {
  const { calls, rename } = failing(1, code);
  await expect(renameFile('a', 'b', { platform, rename })).rejects.toMatchObject({ code });
  expect(calls).toHaveLength(1);
});

it('behavior: the synchronous variant', () => {
  const { calls, rename } = failing(2, 'EPERM');
  renameFileSync('a', 'b', { platform: 'win32', rename });
  expect(calls).toHaveLength(3);
  const never = failing(99, 'EPERM');
  const system = { platform: 'win32', rename: never.rename } as const;
  expect(() => renameFileSync('a', 'b', system)).toThrow('EPERM');
  expect(never.calls).toHaveLength(5);
});
