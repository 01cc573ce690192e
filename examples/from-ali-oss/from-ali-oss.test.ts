import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

it('behavior: both programs sign the same and make the same file', async () => {
  const { folder, environment, content, local } = await startBucket();
  const clockMs = Date.now();
  const run = async (program: string, endpoint: string) => {
    const file = join(folder, program);
    const [url = ''] = await runProgram({
      program: join(import.meta.dirname, program),
      words: ['public/report.pdf', file],
      environment: { ...environment, OSS_ENDPOINT: endpoint },
      clockMs,
    });
    expect((await readFile(file)).equals(content)).toBe(true);
    return new URL(url);
  };
  // ali-oss signs wrongly for an endpoint that is an IP address; the host is no part of the signature.
  const before = await run('before.ts', local.endpoint.replace('127.0.0.1', 'localhost'));
  const after = await run('after.ts', local.endpoint);
  expect(after.pathname).toBe(before.pathname);
  // The order of parameters is the library's own; what they say is not.
  expect(Object.fromEntries(after.searchParams)).toEqual(Object.fromEntries(before.searchParams));
});
