import { definePlugin, OssError, type Plugin, type RetryPolicy } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { describeRetry } from './describe-retry.ts';
import type { RetryPromise } from './promise-checks.ts';

const isRetryable = (failure: unknown): failure is OssError => OssError.isInstance(failure) && failure.retryable;

/** Three tries, as a client's own policy makes them. */
const good: RetryPolicy = (failure, { number }) =>
  isRetryable(failure) && number < 3 ? Math.max(failure.retryAfterMs ?? 0, 100 * 2 ** number) : null;

const plugin = (setup: Plugin['setup']): Plugin => definePlugin('mine', setup);

describeRetry({ describe, it }, good, { name: 'a policy' });
describeRetry({ describe, it }, () => null, { name: 'no retry' });
describeRetry(
  { describe, it },
  plugin((host) => host.provide('retry', good)),
  { name: 'a plugin that fills' },
);
describeRetry(
  { describe, it },
  plugin((host) => host.wrap('retry', (inner) => (failure, attempt) => inner(failure, attempt))),
  { name: 'a plugin that wraps' },
);
describeRetry({ describe, it }, () => 1000, { name: 'a policy that waits for ever', promises: [] });

let asked = 0;

/** A mistake, and a check that notices it. */
const mistakes: Record<string, readonly [retry: RetryPolicy, noticedBy: RegExp]> = {
  'it gives a promise': [(async () => null) as never, /a delay or null, at once/],
  'it gives nothing': [() => undefined as never, /a delay or null, at once/],
  'it gives no number': [(failure) => (isRetryable(failure) ? (failure.retryAfterMs as number) * 2 : null), /a delay/],
  'it gives a negative delay': [(failure, attempt) => (good(failure, attempt) === null ? null : -1), /a delay or null/],
  'it trips over what is no error': [(failure) => ((failure as OssError).retryable ? 0 : null), /: nothing/],
  'it counts by itself': [
    (failure, { number }) => {
      asked += 1;
      return isRetryable(failure) && number < 3 && asked % 7 !== 0 ? 1e9 : null;
    },
    /how often the policy was asked/,
  ],
  'it writes to the failure': [
    (failure, attempt) => {
      if (failure instanceof OssError) Object.assign(failure, { attempt: attempt.number });
      return good(failure, attempt);
    },
    /the failure is left as it is/,
  ],
  'it never ends': [(failure) => (isRetryable(failure) ? 1e9 : null), /gives up in the end/],
  'it tries everything again': [(_, { number }) => (number < 3 ? 1e9 : null), /what stays: a missing object/],
  'it does not listen': [(failure, attempt) => (good(failure, attempt) === null ? null : 100), /no sooner than/],
};

describe('mistakes', () => {
  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const [retry, noticedBy] = mistakes[name] as (typeof mistakes)[string];
    const failing = await failingChecks((runner) => describeRetry(runner, retry));
    expect(failing).toContainEqual(expect.stringMatching(noticedBy));
  });

  it.each<RetryPromise | 'none'>(['none', 'end', 'final', 'retryAfter'])('option: promises, %s', async (promise) => {
    const promises = promise === 'none' ? [] : [promise];
    const failing = await failingChecks((runner) => describeRetry(runner, () => 0, { promises }));
    const noticed = [/gives up in the end/, /what stays/, /no sooner than/].map((name) =>
      failing.some((check) => name.test(check)),
    );
    expect(noticed).toEqual([promise === 'end', promise === 'final', promise === 'retryAfter']);
  });

  it('error: a plugin that has nothing to do with the slot', () => {
    const other = plugin((host) => host.provide('endpoint', () => undefined as never));
    expect(() => describeRetry({ describe, it }, other)).toThrow('neither fills nor wraps the slot "retry"');
  });

  it('error: a plugin whose setup is asynchronous', () => {
    const late = plugin(async (host) => host.provide('retry', good));
    expect(() => describeRetry({ describe, it }, late)).toThrow('is asynchronous, which a client refuses');
  });
});
