/** Writes headers as a field shows them: `name: value`, one a line. */
export function writeHeaderLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Reads headers as they were typed or pasted; `undefined` when one of the lines is none. */
export function readHeaderLines(text: string): Readonly<Record<string, string>> | undefined {
  const headers = new Headers();
  for (const line of text.split('\n').map((padded) => padded.trim())) {
    if (line === '') continue;
    const [, name, value] = /^([^:]+?)\s*:(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    try {
      headers.set(name, value);
    } catch {
      return undefined; // No header has such a name, or such a value.
    }
  }
  return Object.fromEntries(headers);
}
