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
