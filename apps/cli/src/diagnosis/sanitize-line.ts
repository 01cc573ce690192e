/**
 * Sanitizes untrusted text for output on one line, without control characters. The diagnosis itself masks secrets,
 * unless they are requested.
 */
export function sanitizeLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, '␤').replace(/[\p{Bidi_Control}]/gu, '');
}
