import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installPythonSdk } from '../../tooling/interop/src/python-sdk.ts';
import { requireClient } from '../../tooling/interop/src/require-client.ts';
import { runProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

const { client: packages = '', missing } = await requireClient('Python SDK V2', installPythonSdk);

it.skipIf(missing !== undefined)('behavior: both programs create the same URL and the same file', async () => {
  const { folder, environment, content } = await startBucket();
  const clockMs = Math.floor(Date.now() / 1000) * 1000;
  const run = async (program: string) => {
    const file = join(folder, program);
    const [url = ''] = await runProgram({
      program: join(import.meta.dirname, program),
      args: ['public/report.pdf', file],
      environment: { ...environment, PYTHONPATH: packages },
      clockMs,
    });
    expect((await readFile(file)).equals(content)).toBe(true);
    return url;
  };
  expect(await run('after.ts')).toBe(await run('before.py'));
});
