import { expect, it } from 'vitest';
import { readSource } from './manifest-entry.ts';

it('error: a long URL with a space is refused in linear time', () => {
  expect(() => readSource(`https://${'a'.repeat(500_000)} b`, 1)).toThrow(
    expect.objectContaining({ code: 'InvalidManifest' }),
  );
});
