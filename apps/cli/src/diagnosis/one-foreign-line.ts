/**
 * Text that somebody else wrote, on one line: it must neither break the layout nor steer the terminal. Secrets are masked
 * by the diagnosis itself, unless they are to be shown.
 */
export function oneForeignLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, '␤').replace(/[\p{Bidi_Control}]/gu, '');
}
