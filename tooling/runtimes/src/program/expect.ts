/** Throws unless both values are the same JSON, ignoring the order of fields. */
export function expectEqual(actual: unknown, expected: unknown): void {
  const [left, right] = [sortedJson(actual), sortedJson(expected)];
  if (left !== right) throw new Error(`Expected ${shorten(right)}, but got ${shorten(left)}`);
}

/** Throws unless the condition is true. */
export function expectTrue(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** Throws unless `run` throws or rejects with an error that has these fields. */
export async function expectError(run: () => unknown, fields: Readonly<Record<string, unknown>>): Promise<void> {
  let error: unknown;
  try {
    await run();
  } catch (cause) {
    error = cause;
  }
  if (error === undefined) throw new Error(`Expected an error with ${sortedJson(fields)}`);
  const found = Object.fromEntries(Object.keys(fields).map((name) => [name, Reflect.get(Object(error), name)]));
  if (sortedJson(found) !== sortedJson(fields)) {
    throw new Error(`Expected an error with ${sortedJson(fields)}, but got ${sortedJson(found)}`, { cause: error });
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
