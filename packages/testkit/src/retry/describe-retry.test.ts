import { definePlugin, OssError, type Plugin, type RetryPolicy } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { describeRetry } from './describe-retry.ts';
import type { RetryGuarantee } from './guarantee-checks.ts';

const isRetryable = (failure: unknown): failure is OssError => OssError.isInstance(failure) && failure.retryable;

/** Three attempts, like the client's own policy. */
const good: RetryPolicy = (failure, { number }) =>
  isRetryable(failure) && number < 3 ? Math.max(failure.retryAfterMs ?? 0, 100 * 2 ** number) : null;

const plugin = (setup: Plugin['setup']): Plugin => definePlugin('mine', setup);

describeRetry({ describe, it }, good, { name: 'a policy' });
describeRetry({ describe, it }, () => null, { name: 'no retry' });
describeRetry(
  { describe, it },
  plugin((host) => host.provide('retry', good)),
  { name: 'a plugin that fills the slot' },
);
describeRetry(
  { describe, it },
  plugin((host) => host.wrap('retry', (inner) => (failure, attempt) => inner(failure, attempt))),
  { name: 'a plugin that wraps the slot' },
);
describeRetry({ describe, it }, () => 1000, { name: 'a policy that never gives up', guarantees: [] });

let calls = 0;

/** Mistakes, each with a check that must fail. */
const mistakes: Record<string, readonly [retry: RetryPolicy, noticedBy: RegExp]> = {
  'it returns a promise': [(async () => null) as never, /a delay or null, synchronously/],
  'it returns nothing': [() => undefined as never, /a delay or null, synchronously/],
  'it returns NaN': [(failure) => (isRetryable(failure) ? (failure.retryAfterMs as number) * 2 : null), /a delay/],
  'it returns a negative delay': [
    (failure, attempt) => (good(failure, attempt) === null ? null : -1),
    /a delay or null/,
  ],
  'it fails for values other than errors': [(failure) => ((failure as OssError).retryable ? 0 : null), /: nothing/],
  'it counts its calls': [
    (failure, { number }) => {
      calls += 1;
      return isRetryable(failure) && number < 3 && calls % 7 !== 0 ? 1e9 : null;
    },
    /not of the calls/,
  ],
  'it modifies the failure': [
    (failure, attempt) => {
      if (failure instanceof OssError) Object.assign(failure, { attempt: attempt.number });
      return good(failure, attempt);
    },
    /the failure is not modified/,
  ],
  'it never gives up': [(failure) => (isRetryable(failure) ? 1e9 : null), /gives up eventually/],
  'it retries permanent failures': [
    (_, { number }) => (number < 3 ? 1e9 : null),
    /a permanent failure: a missing object/,
  ],
  'it ignores the requested delay': [
    (failure, attempt) => (good(failure, attempt) === null ? null : 100),
    /no earlier than/,
  ],
};

describe('mistakes', () => {
  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const [retry, noticedBy] = mistakes[name] as (typeof mistakes)[string];
    const failing = await failingChecks((runner) => describeRetry(runner, retry));
    expect(failing).toContainEqual(expect.stringMatching(noticedBy));
  });

  it.each<RetryGuarantee | 'none'>(['none', 'end', 'final', 'retryAfter'])(
    'option: guarantees, %s',
    async (guarantee) => {
      const guarantees = guarantee === 'none' ? [] : [guarantee];
      const failing = await failingChecks((runner) => describeRetry(runner, () => 0, { guarantees }));
      const noticed = [/gives up eventually/, /a permanent failure/, /no earlier than/].map((name) =>
        failing.some((check) => name.test(check)),
      );
      expect(noticed).toEqual([guarantee === 'end', guarantee === 'final', guarantee === 'retryAfter']);
    },
  );

  it('error: a plugin that does not affect the slot', () => {
    const other = plugin((host) => host.provide('endpoint', () => undefined as never));
    expect(() => describeRetry({ describe, it }, other)).toThrow(
      expect.objectContaining({ message: 'The plugin "mine" neither fills nor wraps the slot "retry".' }),
    );
  });

  it('error: a plugin whose setup is asynchronous', () => {
    const late = plugin(async (host) => host.provide('retry', good));
    expect(() => describeRetry({ describe, it }, late)).toThrow(
      expect.objectContaining({
        message: 'The setup of the plugin "mine" is asynchronous, which the client does not allow.',
      }),
    );
  });
});
