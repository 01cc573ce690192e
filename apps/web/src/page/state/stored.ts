/** Reads a stored text; `undefined` if there is none or storage is not available. */
export function readStored(key: string): string | undefined {
  return tryStorage((storage) => storage.getItem(key)) ?? undefined;
}

/** Stores a text for later visits, or removes it. Does nothing if storage is not available. */
export function writeStored(key: string, text: string | undefined): void {
  tryStorage((storage) => (text === undefined ? storage.removeItem(key) : storage.setItem(key, text)));
}

/** Returns all stored keys. */
export function storedKeys(): readonly string[] {
  return tryStorage((storage) => Object.keys(storage)) ?? [];
}

// If the browser blocks storage, even reading the `localStorage` property throws.
function tryStorage<T>(operation: (storage: Storage) => T): T | undefined {
  try {
    return operation(localStorage);
  } catch {
    return undefined;
  }
}
