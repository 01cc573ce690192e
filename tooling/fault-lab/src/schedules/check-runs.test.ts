import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { checkFirstRun } from './check-runs.ts';
import { closeConnections } from './generate-fault.ts';
import { generateSchedule } from './generate-schedule.ts';
import type { DownloadRun } from './run-download.ts';

const harmless = { ...generateSchedule(1), faults: [{ ...closeConnections(), first: 1, last: Infinity }] };
const reset = { kind: 'reset', afterBytes: 1, first: 1, last: 1 } as const;
const front = { isProxied: false, hasCloseNotify: true };

function failWith(code: string, observed: { retries: number; timeouts: number }): DownloadRun {
  const error = new OssError({ code, phase: 'body', message: 'It failed.', advice: 'Run it again.' });
  return {
    error,
    durableBytes: 0,
    resumedBytes: 0,
    totalBytes: 0,
    restarted: false,
    unverified: false,
    violations: [],
    ...observed,
  };
}

describe('checkFirstRun', () => {
  it('behavior: a download whose connections only end after each response must not fail', async () => {
    const lost = failWith('ConnectionLost', { retries: 1, timeouts: 0 });
    for (const tls of [undefined, front]) {
      const violations = await checkFirstRun(lost, '/missing', { ...harmless, tls });
      expect(violations).toEqual([expect.stringContaining('a failure without a harmful fault: OssError: It failed.')]);
    }
    expect(await checkFirstRun(lost, '/missing', { ...harmless, tls: { ...front, fault: reset } })).toEqual([]);
  });

  it('behavior: a busy machine may exceed the timeouts', async () => {
    const slow = failWith('IdleTimeout', { retries: 1, timeouts: 1 });
    expect(await checkFirstRun(slow, '/missing', harmless)).toEqual([]);
  });
});
