/** Encodes a text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

// All runtimes have it, but TypeScript declares it only in the libraries of browsers and Node.js.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
