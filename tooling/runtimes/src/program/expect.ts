/** Throws unless both are the same as JSON, whatever the order of their fields. */
export function expectEqual(actual: unknown, expected: unknown): void {
  const [left, right] = [sortedJson(actual), sortedJson(expected)];
  if (left !== right) throw new Error(`It is ${shorten(left)} instead of ${shorten(right)}`);
}

/** Throws unless it is true. */
export function expectTrue(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}

/** Throws unless `run` throws or rejects with an error that has these fields. */
export async function expectError(run: () => unknown, fields: Readonly<Record<string, unknown>>): Promise<void> {
  let error: unknown;
  try {
    await run();
  } catch (cause) {
    error = cause;
  }
  if (error === undefined) throw new Error(`Nothing failed, instead of ${sortedJson(fields)}`);
  const found = Object.fromEntries(Object.keys(fields).map((name) => [name, Reflect.get(Object(error), name)]));
  if (sortedJson(found) !== sortedJson(fields)) {
    throw new Error(`It is ${sortedJson(found)} instead of ${sortedJson(fields)}`, { cause: error });
  }
}

function sortedJson(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
  return text ?? 'undefined';
}

function shorten(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
