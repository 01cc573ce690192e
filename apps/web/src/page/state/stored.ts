/** Reads what an earlier visit stored; `undefined` where there is nothing, or where the browser stores nothing. */
export function readStored(key: string): string | undefined {
  return onStorage((storage) => storage.getItem(key)) ?? undefined;
}

/** Stores a text for later visits, or removes it. Where the browser stores nothing, the page works without. */
export function writeStored(key: string, text: string | undefined): void {
  onStorage((storage) => (text === undefined ? storage.removeItem(key) : storage.setItem(key, text)));
}

/** Names everything that is stored. */
export function storedKeys(): readonly string[] {
  return onStorage((storage) => Object.keys(storage)) ?? [];
}

// A browser that keeps sites from storing throws as soon as anybody looks.
function onStorage<T>(operation: (storage: Storage) => T): T | undefined {
  try {
    return operation(localStorage);
  } catch {
    return undefined;
  }
}
