import { describe, expect, it } from 'vitest';
import { measureSize } from './measure-size.ts';
import { sizeBudgets } from './size-budgets.ts';

describe('sizes, gzipped', () => {
  it.each(sizeBudgets)('behavior: $name stays within $maximum bytes', async (budget) => {
    const size = await measureSize(budget);
    expect(size).toBeLessThanOrEqual(budget.maximum);
    // A budget far above the actual size would not catch growth.
    expect(size).toBeGreaterThan(budget.maximum * 0.7);
  });
});
