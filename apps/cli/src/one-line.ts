import { redactText } from '@ossferry/contract';

/** Text from a server or a file must neither break the line nor steer the terminal, nor show a signature or token. */
export function oneLine(text: string): string {
  return redactText(text)
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
    .trim();
}
