import { redactText } from '@ossferry/contract';

/** Sanitizes text from a server or a file for output: one line, without control characters and secrets. */
export function oneLine(text: string): string {
  return redactText(text)
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
    .trim();
}
