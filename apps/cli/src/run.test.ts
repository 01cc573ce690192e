import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { PassThrough } from 'node:stream';
import { connectAttemptMs } from '@ossferry/contract';
import { expect, it, onTestFinished } from 'vitest';
import { run } from './run.ts';
import type { Shell } from './shell.ts';

it("behavior: connection attempts do not time out after Node's 250 ms", async () => {
  const before = getDefaultAutoSelectFamilyAttemptTimeout();
  onTestFinished(() => setDefaultAutoSelectFamilyAttemptTimeout(before));
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const shell = { stdin, stdout, stderr, env: {} } as unknown as Shell;
  expect(await run(['sign', 'no-object'], shell)).toBe(2);
  expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBe(connectAttemptMs);
});
