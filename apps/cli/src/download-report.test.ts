import { PassThrough } from 'node:stream';
import { OssError } from '@ossferry/contract';
import type { DownloadEvent } from '@ossferry/downloader-node';
import { expect, it } from 'vitest';
import { openDownloadReport } from './download-report.ts';
import type { Shell } from './shell.ts';

it('behavior: a failure of many ranges at once is one line', async () => {
  const stderr = new PassThrough({ encoding: 'utf8' });
  const shell = { ...process, stderr } as unknown as Shell;
  const { onEvent } = await openDownloadReport('plain', () => 'file', shell);
  const fail = (code: string, offset: number): void => {
    const error = new OssError({ code, phase: 'body', message: `Failed with ${code}.` });
    onEvent({ type: 'retry', error, offset, delayMs: 100 } as DownloadEvent);
  };
  for (let range = 0; range < 8; range += 1) fail('Stalled', range * 1000);
  fail('ConnectionReset', 9000);
  expect(stderr.read()).toBe(
    'At 0 B: Failed with Stalled. Retrying in 0.10 s.\nAt 9.00 kB: Failed with ConnectionReset. Retrying in 0.10 s.\n',
  );
});

it('behavior: the bytes of an earlier run are checked under another label, apart from those that are downloaded', async () => {
  const stderr = new PassThrough({ encoding: 'utf8' });
  const { onEvent } = await openDownloadReport('plain', () => 'file', { ...process, stderr } as unknown as Shell);
  const lines = (): string[] =>
    String(stderr.read())
      .replace(/, \d[^,]*\/s$/gm, '')
      .split('\n')
      .slice(0, -1);
  for (const checkedBytes of [100, 300]) onEvent({ type: 'checked', checkedBytes, totalBytes: 1000 });
  expect(lines()).toEqual([
    'file, checking: 0%, 0 B of 1.00 kB',
    'file, checking: 10%, 100 B of 1.00 kB',
    'file, checking: 30%, 300 B of 1.00 kB',
  ]);
  onEvent({ type: 'started', object: { sizeBytes: 1000 }, resumedBytes: 300 } as DownloadEvent);
  onEvent({ type: 'progress', durableBytes: 1000, totalBytes: 1000 });
  expect(lines()).toEqual(['file: 30%, 300 B of 1.00 kB', 'file: 100%, 1.00 kB of 1.00 kB']);
});
