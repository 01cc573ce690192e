/** Formats UTF-8 bytes as in OSS's error XML: upper-case hex pairs, each followed by a space. */
export function formatHexBytes(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `${byte.toString(16).toUpperCase().padStart(2, '0')} `).join('');
}
