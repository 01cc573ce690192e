/** Decodes `%XX` to UTF-8 and keeps everything else, including a `%` without two hex digits. */
export function decodePercent(raw: string): string {
  const bytes = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
