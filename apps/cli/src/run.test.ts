import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { PassThrough } from 'node:stream';
import { connectAttemptMs } from '@ossferry/contract';
import { expect, it, onTestFinished } from 'vitest';
import { run } from './run.ts';
import type { Shell } from './shell.ts';

it('run: no connection gives up an address after the 250 ms of Node', async () => {
  const before = getDefaultAutoSelectFamilyAttemptTimeout();
  onTestFinished(() => setDefaultAutoSelectFamilyAttemptTimeout(before));
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const shell = { stdin, stdout, stderr, env: {} } as unknown as Shell;
  expect(await run(['sign', 'no-object'], shell)).toBe(2);
  expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBe(connectAttemptMs);
});
