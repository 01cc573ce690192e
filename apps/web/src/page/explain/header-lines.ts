/** Formats headers for a text field: `name: value`, one per line. */
export function writeHeaderLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Parses typed or pasted headers; returns `undefined` if a line is not a header. */
export function readHeaderLines(text: string): Readonly<Record<string, string>> | undefined {
  const headers = new Headers();
  for (const line of text.split('\n').map((padded) => padded.trim())) {
    if (line === '') continue;
    const [, name, value] = /^([^:]+?)\s*:(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    try {
      headers.set(name, value);
    } catch {
      return undefined; // The name or the value is invalid.
    }
  }
  return Object.fromEntries(headers);
}
