import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

it('behavior: both programs create the same signature and the same file', async () => {
  const { folder, environment, content, local } = await startBucket();
  const clockMs = Date.now();
  const run = async (program: string, endpoint: string) => {
    const file = join(folder, program);
    const [url = ''] = await runProgram({
      program: join(import.meta.dirname, program),
      args: ['public/report.pdf', file],
      environment: { ...environment, OSS_ENDPOINT: endpoint },
      clockMs,
    });
    expect((await readFile(file)).equals(content)).toBe(true);
    return new URL(url);
  };
  // ali-oss creates invalid signatures for IP addresses. The signature does not cover the host.
  const before = await run('before.ts', local.endpoint.replace('127.0.0.1', 'localhost'));
  const after = await run('after.ts', local.endpoint);
  expect(after.pathname).toBe(before.pathname);
  // Only the order of the parameters differs.
  expect(Object.fromEntries(after.searchParams)).toEqual(Object.fromEntries(before.searchParams));
});
