import { usageError } from '../usage-error.ts';

/** Reads the origin of a page, such as `https://app.example.com`. */
export function parseOrigin(text: string): string {
  if (/^https?:\/\/[^/?#\s]+$/i.test(text)) return text.toLowerCase();
  throw usageError(
    'InvalidOrigin',
    `${JSON.stringify(text.slice(0, 80))} is not an origin.`,
    'Use a scheme and a host: https://app.example.com.',
  );
}

/** Appends an origin to a repeatable option. */
export function collectOrigin(text: string, collected: readonly string[] = []): readonly string[] {
  return [...collected, parseOrigin(text)];
}
