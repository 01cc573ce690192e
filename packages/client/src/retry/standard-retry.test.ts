import { type Attempt, OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { standardRetry } from './standard-retry.ts';

const attempt = (number: number, previousError?: unknown) => ({ number, previousError }) as Attempt;

function failure(options: { retryable?: boolean; ossCode?: string; retryAfterMs?: number }): OssError {
  return new OssError({ code: 'Failed', phase: 'headers', message: 'It failed.', ...options });
}

const retryable = failure({ retryable: true });

describe('standardRetry', () => {
  it('default: at most three attempts', () => {
    const retry = standardRetry({ random: () => 0.5 });
    expect([1, 2, 3].map((number) => retry(retryable, attempt(number)))).toEqual([100, 200, null]);
  });

  it('behavior: full jitter under a doubling bound', () => {
    const most = standardRetry({
      maxAttempts: 10,
      baseDelayMs: 100,
      maxDelayMs: 1000,
      random: () => 1 - Number.EPSILON,
    });
    const least = standardRetry({ maxAttempts: 10, random: () => 0 });
    const numbers = [1, 2, 3, 4, 5, 6];
    expect(numbers.map((number) => Math.round(most(retryable, attempt(number)) ?? -1))).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ]);
    expect(numbers.map((number) => least(retryable, attempt(number)))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('behavior: Retry-After is obeyed', () => {
    const retry = standardRetry({ maxDelayMs: 1 });
    expect(retry(failure({ retryable: true, retryAfterMs: 7000 }), attempt(1))).toBe(7000);
  });

  it('behavior: Retry-After: 0 does not disable the delay', () => {
    const retry = standardRetry({ baseDelayMs: 100, random: () => 0.5 });
    expect(retry(failure({ retryable: true, retryAfterMs: 0 }), attempt(1))).toBe(50);
  });

  it('error: gives up if Retry-After is more than 10 minutes', () => {
    const retry = standardRetry();
    const failures = [600_000, 600_001, 3_000_000_000].map((retryAfterMs) =>
      failure({ retryable: true, retryAfterMs }),
    );
    expect(failures.map((error) => retry(error, attempt(1)))).toEqual([600_000, null, null]);
  });

  it('behavior: retries once with new credentials', () => {
    const retry = standardRetry();
    const refusal = failure({ ossCode: 'SecurityTokenExpired' });
    expect(retry(refusal, attempt(1))).toBe(0);
    expect(retry(refusal, attempt(2, refusal))).toBeNull();
  });

  it.each([failure({}), new TypeError('a bug'), 'text', undefined])('behavior: does not retry after %s', (other) => {
    expect(standardRetry()(other, attempt(1))).toBeNull();
  });

  it('option: maxAttempts 1 disables retries', () => {
    expect(standardRetry({ maxAttempts: 1 })(retryable, attempt(1))).toBeNull();
  });

  it.each([{ maxAttempts: 0 }, { maxAttempts: Number.NaN }, { baseDelayMs: -1 }, { maxDelayMs: Number.NaN }])(
    'error: %j',
    (options) => {
      expect(() => standardRetry(options)).toThrow(
        expect.objectContaining({
          code: 'InvalidOption',
          message: expect.stringContaining(`Retry options: ${Object.keys(options)} must be`),
        }),
      );
    },
  );
});
