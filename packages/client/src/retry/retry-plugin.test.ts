import { definePlugin, OssError, type Plugin } from '@ossferry/contract';
import { describeRetry } from '@ossferry/testkit';
import { describe, expect, it } from 'vitest';
import { getObject } from '../index.ts';
import { ok, refused, scriptedTransport, testClient } from '../kernel/kernel.test-support.ts';
import { standardRetry } from './standard-retry.ts';

// Tests the plugin in docs/write-a-plugin/retry.md.
function patientWhenThrottled(maxAttempts = 8, random: () => number = Math.random): Plugin {
  return definePlugin('patient-when-throttled', (host) => {
    host.wrap('retry', (standard) => (failure, attempt) => {
      const isThrottled = OssError.isInstance(failure) && (failure.status === 429 || failure.status === 503);
      if (!isThrottled) return standard(failure, attempt);
      if (attempt.number >= maxAttempts) return null;
      return failure.retryAfterMs ?? random() * Math.min(60_000, 1000 * 2 ** attempt.number);
    });
  });
}

describeRetry({ describe, it }, standardRetry(), { name: 'standardRetry' });
describeRetry({ describe, it }, patientWhenThrottled(), { name: 'patientWhenThrottled' });

describe('documented retry policy', () => {
  const request = getObject({ bucket: 'examplebucket', key: 'k' });

  it('behavior: waits longer when throttled, and otherwise uses the wrapped policy', async () => {
    const busy = Array.from({ length: 5 }, () => refused(503, 'Busy'));
    const plugins = [patientWhenThrottled(6, () => 0)];
    const { transport, sent } = scriptedTransport(...busy, ok());
    const client = testClient({ transport, plugins });
    expect((await client.send(request)).status).toBe(200);
    expect(sent).toHaveLength(6);
    const failing = scriptedTransport(...Array.from({ length: 4 }, () => refused(500, 'InternalError')));
    await expect(testClient({ transport: failing.transport, plugins }).send(request)).rejects.toMatchObject({
      code: 'InternalError',
      attempt: 3,
    });
    expect(client.describe()).toContain('send    retry: patient-when-throttled(standard)');
  });
});
